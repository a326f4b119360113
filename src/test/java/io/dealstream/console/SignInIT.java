package io.dealstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.dealstream.testing.ApiKey;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Keys: where they are, where they are not, and what they may not.
@QuarkusIntegrationTest
class SignInIT extends ConsoleTest {

    @Test
    void theKeyIsGoneWithTheTab() {
        ConsolePage console = console().live(key());

        assertThat(console.page()
                        .evaluate("JSON.stringify(localStorage) + document.cookie")
                        .toString())
                .doesNotContain(key());
        assertThat(console.requests()).anyMatch(url -> url.contains("ticket="));
        Page another = context.newPage();
        another.navigate(service.uri("/").toString());
        another.getByLabel("API key").waitFor();
        console.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        console.page().getByLabel("API key").waitFor();
        assertThat(console.page().evaluate("JSON.stringify(sessionStorage)").toString())
                .doesNotContain(key());
    }

    @Test
    void aWrongKeyOrOneThatIsRevokedIsRefusedInWords() {
        ConsolePage console = console();
        console.page().getByLabel("API key").fill("sk_wrong");
        console.page().getByLabel("API key").press("Enter");
        console.page()
                .getByRole(AriaRole.ALERT)
                .getByText("does not know this key")
                .waitFor();

        console.live(key());
        records.write(org.key().revoked().toRecord());

        console.awaitConnection("Refused");
        console.page().getByRole(AriaRole.ALERT).getByText("revoked").waitFor();
    }

    @Test
    void aKeyWithoutAScopeIsToldWhichItLacks() {
        ApiKey some = ApiKey.active("sk_test_" + UUID.randomUUID(), org.tenant(), ApiKey.ALL_SCOPES)
                .withScopes("deals:read");
        org.introduce(some);
        ConsolePage console = console().signIn(some.secret());

        console.page().getByRole(AriaRole.ALERT).getByText("org:read").waitFor();
        console.open("Operations");
        console.page()
                .getByRole(AriaRole.ALERT)
                .getByText("metrics:read")
                .first()
                .waitFor();
    }
}
