package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealstream.access.Caller;
import io.dealstream.access.Origin;
import io.dealstream.access.Rights;
import io.dealstream.api.Refusal.Kind;
import io.dealstream.event.Event;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import io.dealstream.hub.Delivery;
import io.dealstream.hub.Interest;
import io.dealstream.hub.Messages;
import io.dealstream.views.ConfiguredViews;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SightTest {

    private static final StreamKey DEAL = new StreamKey(new Tenant("acme"), new Subject("deal", "42"));

    private final Sights sights = new Sights(ConfiguredViews.of(Map.of(
            "dealstream.views.borrower.hide", "*.health_score",
            "dealstream.views.broker.hide", "*.stage",
            "dealstream.views.narrow.types", "deal.*")));

    @Test
    void makesAnEventOnceForAllWhoSeeByOneView() {
        Delivery.Message message = message("{\"health_score\":72.50,\"stage\":\"completed\"}");

        Delivery.Message first = sight("borrower").see(message);
        Delivery.Message second = sight("borrower").see(message);
        Delivery.Message other = sight("broker").see(message);

        assertThat(first).isSameAs(second).isNotSameAs(message).isNotSameAs(other);
        assertThat(text(first)).isEqualTo("{\"stage\":\"completed\"}");
        assertThat(text(other)).isEqualTo("{\"health_score\":72.50}");
        assertThat(first.id()).isEqualTo(message.id()).isEqualTo(other.id());
        Object dialect = new Object();
        assertThat(first.wireForm(dialect, byte[].class, SightTest::bytes))
                .isSameAs(second.wireForm(dialect, byte[].class, SightTest::bytes))
                .isNotSameAs(message.wireForm(dialect, byte[].class, SightTest::bytes));
    }

    @Test
    void sharesTheBytesOfAnEventThatHasNothingToHide() {
        Delivery.Message message = message("{\"progress\":40}");

        assertThat(sight("borrower").see(message)).isSameAs(message);
        assertThat(sight(null).see(message)).isSameAs(message);
    }

    @Test
    void narrowsAnInterestByTypesOfBothRightsAndView() {
        Interest interest = sight("narrow").narrow(Interest.all(DEAL));

        assertThat(interest.filter().test(event("{}"))).isFalse();
        assertThat(sight("borrower").narrow(Interest.all(DEAL)).filter().test(event("{}")))
                .isTrue();
        assertThat(sight(null).narrow(Interest.all(DEAL)).filter().test(event("{}")))
                .isTrue();
    }

    @Test
    void letsNobodySeeByAViewThatIsNotKnown() {
        assertThatThrownBy(() -> sight("lender"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.TOKEN_INVALID));
    }

    private Sight sight(@Nullable String view) {
        return sights.of(new Caller(
                new Tenant("acme"),
                "alice",
                Set.of(),
                null,
                null,
                new Rights(null, null, null, null, null, view, null),
                new Origin.Anonymous()));
    }

    private static Delivery.Message message(String value) {
        return Messages.of("processing.completed", value);
    }

    private static Event event(String value) {
        return message(value).event();
    }

    private static byte[] bytes(Delivery.Message message) {
        return message.event().value().clone();
    }

    private static String text(Delivery.Message message) {
        return new String(message.event().value(), StandardCharsets.UTF_8);
    }
}
