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
    void quit() {
        if (browser != null) {
            browser.quit();
        }
    }

    @Test
    void showsTheDiagramOfTheSpineWithCounters() throws IOException {
        logIn("/");
        open("Camel");
        see("Camel Contexts");
        open("Routes");
        openTree();
        open("sync-bc-member");
        open("Route Diagram");
        see("filter");
        wait.until(
                page -> !page.findElements(By.cssSelector(".react-flow__node")).isEmpty());
        photograph("hawtio-diagram.png");
    }

    @Test
    void returnsToTheDeepLinkAfterTheLogin() {
        logIn("/hawtio/quartz");
        wait.until(ExpectedConditions.urlContains("/hawtio/quartz"));
    }

    @Test
    void showsTheTriggersOfQuartz() throws IOException {
        logIn("/hawtio/quartz");
        photograph("hawtio-quartz-start.png");
        open("Triggers");
        see("0/1 * * * * ?");
        photograph("hawtio-quartz.png");
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

    private void openTree() {
        for (WebElement toggle : browser.findElements(By.cssSelector(".pf-v5-c-tree-view__node-toggle"))) {
            toggle.click();
        }
    }

    private void open(String text) {
        see(text).click();
    }

    private WebElement see(String text) {
        return wait.until(ExpectedConditions.elementToBeClickable(
                By.xpath("//*[not(self::script)][normalize-space(text())=\"" + text + "\"]")));
    }

    private void photograph(String name) throws IOException {
        Files.createDirectories(Path.of("target", "screenshots"));
        Files.write(Path.of("target", "screenshots", name), browser.getScreenshotAs(OutputType.BYTES));
    }
}
