package org.membersync.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * The machine's own Chromium and its driver, from the PATH or the system properties {@code chromium} and {@code chromedriver};
 * nothing is ever downloaded.
 */
final class Chromium {

    private static final String HINT = "The browser tests were left out: no Chromium was found."
            + " Install the packages chromium and chromium-driver to run them.";

    private static final Optional<Path> BROWSER = find("chromium", "chromium", "chromium-browser", "google-chrome");
    private static final Optional<Path> DRIVER = find("chromedriver", "chromedriver");

    private Chromium() {}

    static boolean isInstalled() {
        return BROWSER.isPresent() && DRIVER.isPresent();
    }

    /** Puts a line where the build shows it at its end. */
    static void sayThatBrowserTestsAreLeftOut() throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "browser-tests-left-out.txt"), HINT + System.lineSeparator());
    }

    static String hint() {
        return HINT;
    }

    /** A browser without a window, with a new empty profile. */
    static ChromeDriver start(Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.orElseThrow().toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1600,1500",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.orElseThrow().toFile())
                .build();
        return new ChromeDriver(service, options);
    }

    private static Optional<Path> find(String property, String... names) {
        String given = System.getProperty(property, "");
        if (!given.isBlank()) {
            return Optional.of(Path.of(given)).filter(Files::isExecutable);
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(names)
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
