package io.dealstream.api.deals;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dealstream.access.Rights;
import io.dealstream.access.RightsJson;
import io.dealstream.api.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The body of a request for a ticket (rights.md, "Tickets with rights"): `{"rights": {...}, "expires_in":
/// 30}`. An empty body and `{}` ask for all that the credential has.
///
/// @param rights the rights that are asked for
/// @param lifetime how long the ticket may be used; null: the usual time
record TicketRequest(Rights rights, @Nullable Duration lifetime) {

    private static final int LEAST_SECONDS = 5;
    private static final int MOST_SECONDS = 300;

    /// Refuses a member that occurs twice, since it would be ambiguous.
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// Reads the body of a request.
    ///
    /// @param types the names of all event types
    /// @throws Refusal when anything in it is wrong
    static TicketRequest read(byte @Nullable [] body, Set<String> types) {
        if (body == null || isBlank(body)) {
            return new TicketRequest(Rights.ALL, null);
        }
        JsonNode node = parse(body);
        Rights rights = Rights.ALL;
        Duration lifetime = null;
        try {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                switch (member.getKey()) {
                    case "rights" -> rights = RightsJson.read(member.getValue());
                    case "expires_in" -> lifetime = seconds(member.getValue());
                    default -> throw RightsJson.unknown(member.getKey());
                }
            }
        } catch (RightsJson.MalformedException e) {
            throw Refusal.invalid(e.member(), e.problem());
        }
        if (rights.types() != null && !types.containsAll(rights.types())) {
            throw Refusal.invalid("types", "must be names of events, for example processing.progress");
        }
        return new TicketRequest(rights, lifetime);
    }

    private static boolean isBlank(byte[] body) {
        for (byte one : body) {
            if (one != ' ' && one != '\t' && one != '\r' && one != '\n') {
                return false;
            }
        }
        return true;
    }

    private static JsonNode parse(byte[] body) {
        JsonNode node;
        try {
            node = JSON.readTree(body);
        } catch (JacksonException | StackOverflowError notJson) {
            throw notAnObject();
        } catch (IOException e) {
            throw notAnObject();
        }
        if (!node.isObject()) {
            throw notAnObject();
        }
        return node;
    }

    private static Refusal notAnObject() {
        return Refusal.invalid("body", "must be an object in JSON, each member once, or nothing");
    }

    private static Duration seconds(JsonNode value) {
        boolean holds = value.isIntegralNumber()
                && value.canConvertToInt()
                && value.asInt() >= LEAST_SECONDS
                && value.asInt() <= MOST_SECONDS;
        if (!holds) {
            throw Refusal.invalid(
                    "expires_in", "must be a number of seconds from " + LEAST_SECONDS + " to " + MOST_SECONDS);
        }
        return Duration.ofSeconds(value.asInt());
    }
}
