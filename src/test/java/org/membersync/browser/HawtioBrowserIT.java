package org.membersync.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.MembersyncApplication;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What an operator sees in a browser, on routes named like the real ones. */
@SpringBootTest(
        classes = MembersyncApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "membersync.web.operator-password=made-up-operator-password",
            "membersync.routes=file:src/test/resources/browser-routes",
            "spring.flyway.enabled=false"
        })
class HawtioBrowserIT {

    @LocalServerPort
    private int port;

    @TempDir
    private Path profile;

    private ChromeDriver browser;
    private WebDriverWait wait;

    @BeforeAll
    static void requireChromium() throws IOException {
        if (!Chromium.isInstalled()) {
            Chromium.sayThatBrowserTestsAreLeftOut();
        }
        assumeThat(Chromium.isInstalled()).as(Chromium.hint()).isTrue();
    }

    @BeforeEach
    void start() {
        browser = Chromium.start(profile);
        wait = new WebDriverWait(browser, Duration.ofSeconds(60));
    }

    @AfterEach
    void quit(TestInfo test) throws IOException {
        if (browser != null) {
            photograph(test.getTestMethod().orElseThrow().getName() + ".png");
            browser.quit();
        }
    }

    @Test
    void showsTheDiagramOfTheSpineWithCounters() {
        logIn("/");
        open("Camel");
        see("poll-bc-members");
        open("sync-bc-member");
        open("Route Diagram");
        seeStep("read-both-sides");
        WebElement filter = seeStep("filter-blocked");
        wait.withMessage("a counter that has moved")
                .until(page -> filter.getText().matches("(?s)0\\s+[1-9]\\d*\\s.*"));
    }

    @Test
    void showsTheTriggersOfQuartzAfterALoginOnTheWayThere() {
        logIn("/hawtio/quartz");
        assertThat(browser.getCurrentUrl()).contains("/hawtio/quartz");
        open("Triggers");
        see("poll-bc-members");
        see("0/1 * * * * ?");
    }

    private void logIn(String path) {
        browser.get("http://localhost:" + port + path);
        wait.until(ExpectedConditions.visibilityOfElementLocated(By.name("username")))
                .sendKeys("operator");
        browser.findElement(By.name("password")).sendKeys("made-up-operator-password");
        browser.findElement(By.cssSelector("button[type=submit]")).click();
        wait.until(ExpectedConditions.urlContains("/hawtio"));
        assertThat(browser.getCurrentUrl()).doesNotContain("/login");
    }

    private void open(String text) {
        see(text).click();
    }

    private WebElement see(String text) {
        return wait.until(ExpectedConditions.elementToBeClickable(
                By.xpath("//*[not(self::script)][normalize-space(text())=\"" + text + "\"]")));
    }

    private WebElement seeStep(String id) {
        return wait.until(ExpectedConditions.visibilityOfElementLocated(
                By.xpath("//*[contains(@class,'react-flow__node')][contains(., '(ID: " + id + ")')]")));
    }

    private void photograph(String name) throws IOException {
        Files.createDirectories(Path.of("target", "screenshots"));
        Files.write(Path.of("target", "screenshots", name), browser.getScreenshotAs(OutputType.BYTES));
    }
}
