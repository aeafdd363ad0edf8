package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crimealliance.stack.Secrets.Login;
import org.crimealliance.stack.Stack;

/** Somebody at a screen: signs in, walks by keyboard, and looks at every page on a phone, a tablet and a laptop. */
final class Browser implements AutoCloseable {

    private static final List<Integer> WIDTHS = List.of(360, 768, 1280); // pixels
    private static final int HEIGHT = 900; // pixels
    private static final int MOST_TABS = 150;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final BrowserContext context;
    private final List<String> troubles = new ArrayList<>();
    private final String gateway;
    final Page page;

    private Browser(Path executable, String gateway) {
        this.gateway = gateway;
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        context = chromium.newContext();
        page = context.newPage();
        page.setDefaultTimeout(30_000); // milliseconds
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                troubles.add("the console says: " + message.text());
            }
        });
        page.onPageError(error -> troubles.add("script failed: " + error));
        page.onResponse(response -> {
            if (response.status() >= 400) {
                troubles.add(response.status() + " for " + response.url());
            }
        });
    }

    /** Chromium as {@code CHROMIUM} names it, or where Debian puts it; none if there is none. */
    static Optional<Path> executable() {
        String named = System.getenv("CHROMIUM");
        return java.util.stream.Stream.of(named == null ? "" : named, "/usr/bin/chromium", "/usr/bin/chromium-browser")
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser open(String gateway) {
        return new Browser(executable().orElseThrow(), gateway);
    }

    /** The machine has a device that keeps passkeys and asks for a finger before it uses one; here, it always gets it. */
    void withPasskeys() {
        CDPSession devices = context.newCDPSession(page);
        devices.send("WebAuthn.enable");
        JsonObject device = new JsonObject();
        device.addProperty("protocol", "ctap2");
        device.addProperty("transport", "internal");
        device.addProperty("hasResidentKey", true);
        device.addProperty("hasUserVerification", true);
        device.addProperty("isUserVerified", true);
        device.addProperty("automaticPresenceSimulation", true);
        JsonObject options = new JsonObject();
        options.add("options", device);
        devices.send("WebAuthn.addVirtualAuthenticator", options);
    }

    /** Nobody is signed in any more, as on another machine. */
    void forget() {
        context.clearCookies();
    }

    void signIn(Login login) {
        page.navigate(gateway + "/");
        page.locator("a[href*='/signin/']").first().click();
        page.locator("#email").fill(login.email());
        page.locator("#password").fill(login.password());
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.startsWith(gateway) && !url.contains("/login") && !url.contains("/oauth2"));
        assertThat(page.locator("form[action$='/signout']").count())
                .as("signed in as %s at %s", login.email(), page.url())
                .isPositive();
    }

    /** From the sign-in page that the browser stands at: asks for a link, opens it from the mail, presses its button. */
    void signInByLink(TestPlatform platform, String email) {
        int before = platform.oneTimeLinks(email).size();
        type("#link-email", email);
        press("form[action$='/one-time/request'] button");
        go(platform.oneTimeLink(email, before));
        look("one-time-link");
        press("form button[type=submit]");
        page.waitForURL(url -> url.startsWith(gateway) && !url.contains("/one-time/") && !url.contains("/oauth2"));
    }

    Page anotherTab(String path) {
        Page tab = context.newPage();
        tab.navigate(gateway + path);
        return tab;
    }

    /** Where the browser stands, without what follows a question mark. */
    String path() {
        return java.net.URI.create(page.url()).getPath();
    }

    Response go(String path) {
        troubles.clear();
        return page.navigate(gateway + path);
    }

    /** What went wrong up to here was meant to: a form that is not filled in is answered by 422. */
    void expectedTroubles() {
        troubles.clear();
    }

    /** What went wrong in the page since it was gone to: errors of scripts, requests that were refused. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    /** The status of each address, which need not be a page: a download, a feed. Asked for as the page itself would. */
    @SuppressWarnings("unchecked")
    Map<String, Integer> statuses(List<String> paths) {
        return (Map<String, Integer>) page.evaluate("""
                async paths => {
                  const statuses = {};
                  for (const path of paths) statuses[path] = (await fetch(path)).status;
                  return statuses;
                }""", paths);
    }

    void as(int width, ColorScheme scheme) {
        page.setViewportSize(width, HEIGHT);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    }

    int overflow(int width) {
        return overflow(page, width);
    }

    private static int overflow(Page page, int width) {
        return ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue() - width;
    }

    void picture(String name) {
        picture(page, name);
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(screenshots().resolve(name + ".png"))
                .setFullPage(true));
    }

    /** Presses Tab until the focus is on it, as somebody without a mouse does; the focus must be seen on the way. */
    void tabTo(String selector) {
        for (int i = 0; i < MOST_TABS; i++) {
            if (Boolean.TRUE.equals(page.evaluate(
                    "selector => document.activeElement !== null && document.activeElement.matches(selector)",
                    selector))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError(selector + " cannot be reached by keyboard on " + page.url());
    }

    /** Replaces what stands in a field, by keyboard. */
    void type(String selector, String text) {
        tabTo(selector);
        page.keyboard().press("Control+A");
        page.keyboard().type(text);
    }

    void press(String selector) {
        tabTo(selector);
        page.waitForNavigation(() -> page.keyboard().press("Enter"));
    }

    /** No violation of accessibility rules, nothing cut off on a phone, and a picture of each width to look at. */
    void look(String name) {
        look(page, name);
    }

    static void look(Page page, String name) {
        for (int width : WIDTHS) {
            page.setViewportSize(width, HEIGHT);
            picture(page, name + "-" + width);
            assertThat(overflow(page, width))
                    .as(name + " fits " + width + " px")
                    .isLessThanOrEqualTo(0);
        }
        assertThat(Accessibility.violations(page))
                .as("accessibility of " + name)
                .isEmpty();
    }

    private static Path screenshots() {
        Path folder = Stack.findRoot().resolve("system-tests/target/screenshots");
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        chromium.close();
        playwright.close();
    }
}
