package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealstream.event.Tenant;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfiguredKeysTest {

    private static final String SECRET = "sk_live_local";

    @Test
    void takesAKeyForVoidWhoseRightsItCannotRead() {
        Map<String, String> key = Map.of(
                "dealstream.keys[0].secret", SECRET,
                "dealstream.keys[0].tenant", "acme",
                "dealstream.keys[0].scopes", "deals:read");
        Map<String, String> narrow = new HashMap<>(key);
        narrow.put("dealstream.keys[0].rights", "{\"deals\":[42],\"types\":[\"deal_updated\",\"deal.created\"]}");
        Map<String, String> malformed = new HashMap<>(key);
        malformed.put("dealstream.keys[0].rights", "deals=42");

        assertThat(read(narrow))
                .first()
                .extracting(KeyRecord::rights)
                .isEqualTo(
                        new Rights(Set.of("42"), null, null, null, Set.of("deal_updated", "deal.created"), null, null));
        KeyTable table = new KeyTable(read(malformed));
        assertThat(table.find(KeyHash.of(SECRET)).orElseThrow().objection(Instant.EPOCH))
                .contains(Admission.Reason.KEY_VOID);
        assertThat(table.voidKeys()).isEqualTo(1);
    }

    @Test
    void readsSecretsAndHashes() {
        List<KeyRecord> keys = read(Map.of(
                "dealstream.keys[0].secret", SECRET,
                "dealstream.keys[0].tenant", "acme",
                "dealstream.keys[0].scopes", "deals:read,org:read",
                "dealstream.keys[1].hash", KeyHash.of("other").hex(),
                "dealstream.keys[1].tenant", "globex",
                "dealstream.keys[1].name", "first key",
                "dealstream.keys[1].scopes", "cases:read",
                "dealstream.keys[1].max-streams", "7",
                "dealstream.keys[1].expires-at", "2030-01-01T00:00:00Z"));

        assertThat(keys)
                .containsExactly(
                        new KeyRecord(
                                KeyHash.of(SECRET),
                                new Tenant("acme"),
                                "configured key",
                                Set.of(Scope.DEALS_READ, Scope.ORG_READ),
                                null,
                                null,
                                Rights.ALL,
                                KeyRecord.Status.ACTIVE),
                        new KeyRecord(
                                KeyHash.of("other"),
                                new Tenant("globex"),
                                "first key",
                                Set.of(Scope.CASES_READ),
                                7,
                                Instant.parse("2030-01-01T00:00:00Z"),
                                Rights.ALL,
                                KeyRecord.Status.ACTIVE));
    }

    @Test
    void needsNoKeys() {
        assertThat(read(Map.of())).isEmpty();
    }

    @Test
    void saysWhichLineIsWrongWithoutQuotingIt() {
        refuses("[0] needs either secret or hash", Map.of());
        refuses(
                "[0] needs either",
                Map.of("secret", SECRET, "hash", KeyHash.of("x").hex()));
        refuses("[0].hash", Map.of("hash", SECRET));
        refuses("[0].tenant", Map.of("secret", SECRET, "tenant", "a b"));
        refuses("[0].scopes", Map.of("secret", SECRET, "scopes", "deals:write"));
        refuses("[0].max-streams", Map.of("secret", SECRET, "max-streams", "-1"));
    }

    @Test
    void refusesOneKeyTwice() {
        assertThatThrownBy(() -> read(Map.of(
                        "dealstream.keys[0].secret", SECRET,
                        "dealstream.keys[0].tenant", "acme",
                        "dealstream.keys[0].scopes", "deals:read",
                        "dealstream.keys[1].hash", KeyHash.of(SECRET).hex(),
                        "dealstream.keys[1].tenant", "globex",
                        "dealstream.keys[1].scopes", "deals:read")))
                .hasMessageContaining("dealstream.keys[1] is the same key");
    }

    private static void refuses(String message, Map<String, String> entry) {
        Map<String, String> properties =
                new HashMap<>(Map.of("dealstream.keys[0].tenant", "acme", "dealstream.keys[0].scopes", "deals:read"));
        entry.forEach((name, value) -> properties.put("dealstream.keys[0]." + name, value));

        assertThatThrownBy(() -> read(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dealstream.keys" + message)
                .hasMessageNotContaining(SECRET);
    }

    private static List<KeyRecord> read(Map<String, String> properties) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(KeyListSettings.class)
                .withDefaultValues(properties)
                .build();
        return ConfiguredKeys.read(config.getConfigMapping(KeyListSettings.class));
    }
}
