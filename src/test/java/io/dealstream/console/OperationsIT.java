package io.dealstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.dealstream.testing.SseClient;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Operations shows what the meters say.
@QuarkusIntegrationTest
class OperationsIT extends ConsoleTest {

    @Test
    void operationsShowHowTheServiceDoes() {
        ConsolePage console = console().live(key()).open("Operations");
        Page page = console.page();

        opened(org.stream("/v1/events/org"));
        records.write(org.deal(5).created("Northwind Roofing"));

        page.locator(".legend").getByText("Organisation").first().waitFor();
        Awaitility.await()
                .pollInSameThread()
                .atMost(LIMIT)
                .until(() -> page.locator(".tile")
                        .filter(new Locator.FilterOptions().setHasText("Open streams"))
                        .innerText()
                        .matches("(?s)Open streams\\s+[1-9].*"));
        assertThat(page.getByRole(AriaRole.IMG).count()).isEqualTo(6);
    }

    @Test
    void whoReadsWhatIsSeenAndEndedAfterAsking() {
        ConsolePage console = console().live(key()).open("Operations");
        Page page = console.page();
        SseClient stream = opened(org.stream("/v1/events/deals/4711"));
        Locator row = page.locator(".tables tr").filter(new Locator.FilterOptions().setHasText("4711"));

        page.getByRole(AriaRole.SEARCHBOX).fill("4711");
        row.waitFor();
        assertThat(page.locator(".tables").innerText()).doesNotContain(key()).contains("serving");

        page.onceDialog(Dialog::dismiss);
        row.getByRole(AriaRole.BUTTON).click();
        assertThat(stream.text()).doesNotContain("revoked");
        page.onceDialog(Dialog::accept);
        row.getByRole(AriaRole.BUTTON).click();

        Awaitility.await()
                .pollInSameThread()
                .atMost(LIMIT)
                .until(() -> stream.text().contains("revoked"));
        row.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }
}
