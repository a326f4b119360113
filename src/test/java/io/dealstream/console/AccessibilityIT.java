package io.dealstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.dealstream.testing.Axe;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The console for those who use no mouse, see little, or hold it in one hand.
@QuarkusIntegrationTest
class AccessibilityIT extends ConsoleTest {

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void axeFindsNothingInAnyView(ColorScheme scheme) {
        fill();
        window(new Browser.NewContextOptions().setViewportSize(1280, 800).setColorScheme(scheme));
        ConsolePage console = console();
        assertThat(Axe.faults(console.page())).as("sign in").isEmpty();
        console.live(key());
        awaitFilled(console);
        assertThat(Axe.faults(console.page())).as("board").isEmpty();
        console.deal("Harbor Street Bakery").getByRole(AriaRole.BUTTON).click();
        console.page().getByRole(AriaRole.DIALOG).waitFor();
        assertThat(Axe.faults(console.page())).as("a deal in full").isEmpty();
        console.page().keyboard().press("Escape");

        console.open("Inspector");
        assertThat(Axe.faults(console.page())).as("inspector").isEmpty();
        openStream(console);
        console.page().locator(".frame[data-kind=open]").click();
        assertThat(Axe.faults(console.page())).as("inspector with frames").isEmpty();

        console.open("Operations");
        console.page().locator(".legend").getByText("Taken").waitFor();
        assertThat(Axe.faults(console.page())).as("operations").isEmpty();
    }

    @Test
    void everythingCanBeReachedWithTheKeyboard() {
        fill();
        ConsolePage console = console().live(key());
        awaitFilled(console);
        Page page = console.page();
        // Newest first, which for deals of several partitions is as Kafka happened to bring them.
        List<String> deals = page.locator(".row .row-action").allInnerTexts();
        assertThat(deals)
                .containsExactlyInAnyOrder("Blue Heron Landscaping", "Redwood Auto Repair", "Harbor Street Bakery");

        page.keyboard().press("Tab");
        assertThat(focused(page)).isEqualTo("Skip to content");
        tabTo(page, "Board");
        tabTo(page, "Operations");
        tabTo(page, "All 3");
        tabTo(page, deals.getFirst());
        page.keyboard().press("ArrowDown");
        awaitFocus(page, deals.get(1));
        page.keyboard().press("End");
        awaitFocus(page, deals.getLast());
        page.keyboard().press("Enter");
        Locator dialog = page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(deals.getLast()));
        dialog.waitFor();
        page.keyboard().press("Escape");
        dialog.waitFor(hidden());
        awaitFocus(page, deals.getLast());
    }

    @Test
    void aPhoneHasRoomForIt() {
        fill();
        window(new Browser.NewContextOptions().setViewportSize(360, 740).setHasTouch(true));
        ConsolePage console = console().live(key());
        awaitFilled(console);

        for (String view : List.of("Board", "Inspector", "Operations")) {
            console.open(view);
            assertThat(console.page().evaluate("document.scrollingElement.scrollWidth"))
                    .as(view)
                    .isEqualTo(360);
            assertThat(console.page().evaluate("document.querySelector('main').scrollWidth"))
                    .as(view)
                    .isEqualTo(360);
        }
        console.open("Board");
        console.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Batches"))
                .click();
        console.page().locator(".batch").getByText("b-1").waitFor();
    }

    private static void tabTo(Page page, String text) {
        for (int i = 0; i < 40 && !focused(page).startsWith(text); i++) {
            page.keyboard().press("Tab");
        }
        assertThat(focused(page)).startsWith(text);
    }

    private static void awaitFocus(Page page, String text) {
        Awaitility.await()
                .pollInSameThread()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(focused(page)).startsWith(text));
    }

    private static String focused(Page page) {
        return page.evaluate("document.activeElement.innerText?.trim().replace(/\\s+/g, ' ') ?? ''")
                .toString();
    }
}
