package io.dealstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.Axe;
import io.dealstream.testing.Loopback;
import io.dealstream.testing.MisbehavingProxy;
import io.dealstream.testing.Mischief;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// The inspector shows what is on the wire.
@QuarkusIntegrationTest
class InspectorIT extends ConsoleTest {

    @Test
    void theInspectorShowsEveryFrameAndHowToAskForThemWithCurl() {
        MisbehavingProxy proxy =
                opened(new MisbehavingProxy(List.of(Loopback.address(service.port())), Mischief.NONE, 1));
        context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        ConsolePage console = console(proxy.uri("/")).signIn(key()).open("Inspector");
        Page page = console.page();

        openStream(console);
        records.write(org.deal(5).created("Northwind Roofing"));
        Locator frame = page.locator(".frame[data-kind=event]").first();
        frame.waitFor();
        frame.click();
        String raw = page.locator(".frame-texts pre").first().innerText();
        assertThat(raw)
                .containsPattern("id: [A-Za-z0-9._-]+\nevent: deal.created\ndata: \\{\"deal_id\":5,")
                .contains("Northwind Roofing");
        assertThat(page.locator(".frame[data-kind=control]").first().innerText())
                .contains("retry");

        proxy.cutAll();
        page.locator(".frame[data-kind=wait]").waitFor();
        records.write(org.deal(6).created("Bolt Logistics"));
        page.locator(".frame[data-kind=event]").nth(1).waitFor();
        assertThat(page.locator(".frame[data-kind=open]").count()).isEqualTo(2);

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Copy as curl"))
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Copied"))
                .waitFor();
        assertThat(page.evaluate("navigator.clipboard.readText()"))
                .isEqualTo("curl -N -H \"X-API-Key: $DEALSTREAM_KEY\" '" + proxy.uri("/v1/events/org") + "'");
    }

    @Test
    void theInspectorOpensASetAndShowsWhatTheCredentialMayRead() {
        ApiKey narrow = org.anotherKey();
        records.write(narrow.toRecord("{\"deals\":[5,6,7],\"user\":\"u-1881\"}"));
        Awaitility.await()
                .untilAsserted(() -> assertThat(service.get("/v1/events/org", "X-API-Key", narrow.secret())
                                .status())
                        .isEqualTo(403));
        ConsolePage console = console().signIn(key()).open("Inspector");
        Page page = console.page();
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Stream"))
                .selectOption("Several deals");
        page.getByLabel("Deal numbers").fill("5, 6");

        openStream(console);
        org.write(
                org.deal(5).created("Northwind Roofing"),
                org.deal(7).created("Not asked for"),
                org.deal(6).created("Bolt Logistics"));
        page.locator(".frame[data-kind=event]").nth(1).waitFor();
        assertThat(page.locator(".frames-place").innerText())
                .contains("Northwind Roofing", "Bolt Logistics")
                .doesNotContain("Not asked for");
        page.locator(".rights").getByText("as the key's scopes say").waitFor();
        assertThat(page.locator(".rights dd").allInnerTexts()).containsExactly("as the key's scopes say");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Close"))
                .click();

        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Credential"))
                .selectOption("Another key");
        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill(narrow.secret());
        openStream(console);
        page.locator(".rights").getByText("u-1881").waitFor();
        assertThat(page.locator(".rights dd").allInnerTexts()).containsExactly("5, 6, 7", "u-1881", "out of reach");
        assertThat(Axe.faults(page)).isEmpty();
    }
}
