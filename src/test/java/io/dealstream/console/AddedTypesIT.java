package io.dealstream.console;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.dealstream.testing.Records;
import io.dealstream.testing.Topics;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The board also shows events of types that the service was given beside its own, past and present.
@QuarkusIntegrationTest
@TestProfile(AddedTypesIT.WithDirectory.class)
class AddedTypesIT extends ConsoleTest {

    /// The type that `deployment/catalogue` shows.
    public static final class WithDirectory implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Path schemas = Path.of("deployment", "catalogue", "schemas").toAbsolutePath();
            return Map.of("dealstream.catalogue.directory", schemas.toString());
        }
    }

    @Test
    void theBoardShowsThemAsTheyCome() {
        org.write(org.deal(9).created("Harbor Street Bakery"));
        archive(9);
        ConsolePage board = console().live(key());
        board.deal("Harbor Street Bakery").waitFor();
        Locator activity = board.page()
                .getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Activity"))
                .getByText("Deal archived");
        activity.first().waitFor();

        archive(9);

        activity.nth(1).waitFor();
    }

    private void archive(long deal) {
        org.write(Records.event(
                Topics.DEALS,
                org.tenant(),
                "deal.archived",
                Long.toString(deal),
                "{\"deal_id\":" + deal + ",\"reason\":\"funded\"}"));
    }
}
