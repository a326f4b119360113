package io.dealstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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
}
