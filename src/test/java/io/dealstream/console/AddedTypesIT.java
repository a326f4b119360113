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

    /// Before the board's client asks the poll twin what a stream has not told that has spoken before: after two
    /// heartbeats, 30 s.
    private static final double SOON_MILLIS = 10_000;

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
        Locator activity = board.page().getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Activity"));
        Locator archived = activity.getByText("Deal archived");
        archived.first().waitFor();
        org.write(org.deal(9).started(1));
        activity.getByText("Document 1 started").waitFor();

        archive(9);

        archived.nth(1).waitFor(new Locator.WaitForOptions().setTimeout(SOON_MILLIS));
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
