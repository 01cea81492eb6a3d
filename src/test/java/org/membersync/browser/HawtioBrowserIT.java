package org.membersync.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.MembersyncApplication;
import org.membersync.demo.Population;
import org.membersync.demo.SimulatedBusinessCentral;
import org.membersync.demo.SimulatedHeyLoyalty;
import org.membersync.support.World;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What an operator sees in a browser while members are synchronized by the real routes. */
@SpringBootTest(
        classes = MembersyncApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "membersync.routes=file:./routes")
@DirtiesContext
class HawtioBrowserIT {

    private static final String PASSWORD = "made-up-operator-password";
    private static final String STEP = "//*[contains(concat(' ', @class, ' '), ' react-flow__node ')]";
    private static final String ERROR = "//*[normalize-space(text())='Error Occurred']";

    /** Together they have every step that any route has; a drawing takes a browser seconds. */
    private static final List<String> OF_EVERY_SHAPE = List.of(
            "sync-bc-member",
            "sync-heyloyalty-member",
            "create-bc-member",
            "call-business-central",
            "send-to-heyloyalty",
            "read-heyloyalty-entry",
            "work-due-changes",
            "read-bc-feed",
            "dispatch-changes");

    private static final SimulatedBusinessCentral BUSINESS_CENTRAL = SimulatedBusinessCentral.start(0);
    private static final SimulatedHeyLoyalty HEYLOYALTY = SimulatedHeyLoyalty.start(0);

    @LocalServerPort
    private int port;

    @TempDir
    private Path profile;

    private ChromeDriver browser;
    private WebDriverWait wait;

    @DynamicPropertySource
    static void leadToTheSimulators(DynamicPropertyRegistry registry) {
        Map<String, String> settings = World.settings(BUSINESS_CENTRAL, HEYLOYALTY);
        settings.put("membersync.web.operator-password", PASSWORD);
        settings.put("membersync.schedules.enabled", "true");
        settings.put("membersync.schedules.poll-business-central", "0/1 * * * * ?");
        settings.forEach((setting, value) -> registry.add(setting, () -> value));
        new Population(1, 25, LocalDate.now(ZoneOffset.UTC)).fill(BUSINESS_CENTRAL, HEYLOYALTY);
    }

    @AfterAll
    static void endSimulators() {
        BUSINESS_CENTRAL.close();
        HEYLOYALTY.close();
    }

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
        wait = new WebDriverWait(browser, Duration.ofSeconds(150));
        wait.ignoring(StaleElementReferenceException.class);
    }

    @AfterEach
    void quit(TestInfo test) throws IOException {
        if (browser != null) {
            photograph(test.getTestMethod().orElseThrow().getName() + ".png");
            browser.quit();
        }
    }

    @Test
    void showsTheRoutesAndTheirSources() {
        logIn("/");
        open("Camel");
        open("Expand all");
        see("poll-bc-members");
        open("sync-bc-member");
        open("Source");
        see(By.xpath("//*[@class='view-line'][contains(., 'sync-bc-member')]"));
    }

    @Test
    void showsTheDiagramOfTheSpineWithCounters() {
        logIn("/");
        open("Camel");
        open("Expand all");
        open("sync-bc-member");
        open("Route Diagram");
        see(By.xpath(STEP + "[contains(., '(ID: filter-blocked)')]"));
        wait.withMessage("a counter that has moved")
                .until(page -> counter("filter-blocked").matches("[1-9]\\d*"));
        assertThat(counter("hand-to-delivery")).matches("[1-9]\\d*");
    }

    @Test
    void drawsRoutesOfEveryShape() {
        logIn("/");
        open("Camel");
        open("Expand all");
        List<String> broken = new ArrayList<>();
        for (String route : OF_EVERY_SHAPE) {
            open(route);
            see(By.xpath("//h1[normalize-space()='" + route + "']"));
            // Hawtio keeps the last drawing until the new one is ready, but not over a change of the tab.
            open("Attributes");
            open("Route Diagram");
            wait.until(page -> isShown(STEP) || isShown(ERROR));
            if (isShown(ERROR)) {
                broken.add(route);
            }
        }
        assertThat(broken).isEmpty();
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
        browser.findElement(By.name("password")).sendKeys(PASSWORD);
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

    private WebElement see(By what) {
        return wait.until(ExpectedConditions.visibilityOfElementLocated(what));
    }

    private boolean isShown(String xpath) {
        return browser.findElements(By.xpath(xpath)).stream().anyMatch(WebElement::isDisplayed);
    }

    /** How many went through that step; it may have to be dragged into sight, as Hawtio draws long routes. */
    private String counter(String step) {
        return browser.findElement(By.xpath(STEP + "[contains(., '(ID: " + step + ")')]//*[@class='number']"))
                .getDomProperty("textContent");
    }

    private void photograph(String name) throws IOException {
        Files.createDirectories(Path.of("target", "screenshots"));
        Files.write(Path.of("target", "screenshots", name), browser.getScreenshotAs(OutputType.BYTES));
    }
}
