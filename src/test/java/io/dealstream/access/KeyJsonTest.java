package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyJsonTest {

    private static final KeyHash HASH = KeyHash.of("secret");

    @Test
    void readsWhatTheContractShows() {
        Optional<KeyRecord> key = read("""
                {"tenant": "acme", "name": "dashboard", "scopes": ["deals:read", "org:read"], "max_streams": 100,
                 "expires_at": "2030-01-02T03:04:05Z", "status": "active"}""");

        assertThat(key)
                .contains(new KeyRecord(
                        HASH,
                        new Tenant("acme"),
                        "dashboard",
                        Set.of(Scope.DEALS_READ, Scope.ORG_READ),
                        100,
                        Instant.parse("2030-01-02T03:04:05Z"),
                        Rights.ALL,
                        KeyRecord.Status.ACTIVE));
    }

    @Test
    void takesAbsentAndNullForNoLimit() {
        KeyRecord absent =
                read("{'tenant':'acme','scopes':[],'status':'revoked'}").orElseThrow();
        KeyRecord nulls = read("{'tenant':'acme','scopes':[],'status':'revoked','max_streams':null,'expires_at':null}")
                .orElseThrow();

        assertThat(absent).isEqualTo(nulls);
        assertThat(absent.maxStreams()).isNull();
        assertThat(absent.expiresAt()).isNull();
        assertThat(absent.status()).isEqualTo(KeyRecord.Status.REVOKED);
    }

    @Test
    void passesOverScopesItDoesNotKnow() {
        KeyRecord key = read("{'tenant':'acme','scopes':['deals:read','moon:read',7],'status':'active'}")
                .orElseThrow();

        assertThat(key.scopes()).containsExactly(Scope.DEALS_READ);
    }

    @Test
    void readsRightsAndTakesAKeyForVoidWhoseRightsItCannotRead() throws Exception {
        String key = "{'tenant':'acme','scopes':['deals:read'],'status':'active','rights':";

        assertThat(read(key + "{'deals':[42],'user':'u'}}").orElseThrow().rights())
                .isEqualTo(RightsJson.parse("{\"deals\":[42],\"user\":\"u\"}"));
        assertThat(read(key + "{}}").orElseThrow().rights()).isEqualTo(Rights.ALL);
        for (String malformed : List.of("null", "[]", "7", "{'deals':['42']}", "{'deal':[42]}", "{'view':'No'}")) {
            KeyRecord read = read(key + malformed + "}").orElseThrow();
            assertThat(read.objection(Instant.EPOCH)).as(malformed).contains(Admission.Reason.KEY_VOID);
            assertThat(read.scopes()).isEmpty();
        }
    }

    static Stream<String> notKeys() {
        return Stream.of(
                "",
                "null",
                "[]",
                "{'tenant':'acme','scopes':[],'status':'active'",
                "{'scopes':[],'status':'active'}",
                "{'tenant':7,'scopes':[],'status':'active'}",
                "{'tenant':'a b','scopes':[],'status':'active'}",
                "{'tenant':'acme','status':'active'}",
                "{'tenant':'acme','scopes':'deals:read','status':'active'}",
                "{'tenant':'acme','scopes':[]}",
                "{'tenant':'acme','scopes':[],'status':'Active'}",
                "{'tenant':'acme','scopes':[],'status':'active','max_streams':'5'}",
                "{'tenant':'acme','scopes':[],'status':'active','max_streams':-1}",
                "{'tenant':'acme','scopes':[],'status':'active','max_streams':1.5}",
                "{'tenant':'acme','scopes':[],'status':'active','expires_at':'tomorrow'}",
                "{'tenant':'acme','scopes':[],'status':'active','expires_at':1893456000}",
                "{'tenant':'acme','scopes':[],'status':'active','expires_at':'+9999999999-01-01T00:00:00Z'}",
                "{'tenant':'acme','scopes':[],'status':'active','expires_at':'2030-01-01T00:00:00'}",
                "{'tenant':'acme','scopes':[],'status':'active','expires_at':{}}",
                "{'tenant':'acme','scopes':[],'status':'active','max_streams':2147483648}",
                "{'tenant':'acme','scopes':[],'status':'active','max_streams':1e400}",
                "{'tenant':'acme','scopes':[],'status':'active','max_streams':1" + "0".repeat(5_000) + "}",
                "{'tenant':'acme','scopes':{'a':1},'status':'active'}",
                "{'tenant':'acme','scopes':null,'status':'active'}",
                "{'tenant':'acme','tenant':'globex','scopes':[],'status':'active'}",
                "{'tenant':'acme','scopes':[],'status':'active','x':" + "[".repeat(100_000),
                "{'tenant':'acme','scopes':[],'status':['active']}");
    }

    @ParameterizedTest
    @MethodSource("notKeys")
    void refusesWhatIsNoKey(String value) {
        assertThat(read(value)).isEmpty();
    }

    @Test
    void readsBackWhatItWrites() {
        KeyRecord key = Keys.expiring(
                Keys.allowing(Keys.active("secret", Scope.DEALS_READ, Scope.FILES_READ), 7),
                Instant.parse("2030-01-02T03:04:05.678Z"));

        assertThat(KeyJson.read(HASH, KeyJson.write(key))).contains(key);
        KeyRecord narrow = key.narrowed(new Rights(Set.of("1"), null, Set.of(), "2", null, "v", "u"));
        assertThat(KeyJson.read(HASH, KeyJson.write(narrow))).contains(narrow);
        assertThat(KeyJson.read(HASH, KeyJson.write(Keys.active("secret")))).contains(Keys.active("secret"));
    }

    private static Optional<KeyRecord> read(String json) {
        return KeyJson.read(HASH, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
