package io.dealstream.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One stream of the service and how its dialect is read. Paths are relative to the service's address.
///
/// @param poll the path of its poll twin; null where it has none: then it cannot be resumed
/// @param snapshot the path of its current state; null where there is none
/// @param query the filter, which stream and poll twin share
/// @param silence between two heartbeats
/// @param subjects whose stream it is, in the shape of a ticket's rights
record Endpoint(
        Dialect dialect,
        String path,
        String poll,
        String snapshot,
        List<Parameter> query,
        Duration silence,
        Map<String, Object> subjects) {

    private static final Duration USUAL = Duration.ofSeconds(15);

    /// The forms that events have.
    enum Dialect {
        DEALS,
        ACCOUNT,
        CASES,
        FILES
    }

    record Parameter(String name, String value) {}

    static Endpoint deal(long id) {
        return withState("v1/events/deals/" + id, List.of(), Map.of("deals", List.of(id)));
    }

    static Endpoint deals(Collection<Long> ids) {
        List<Long> set = ids.stream().sorted().distinct().toList();
        return withState("v1/events/deals", set(set), Map.of("deals", set));
    }

    static Endpoint batch(String id) {
        return withState("v1/events/batches/" + encoded(id), List.of(), Map.of("batches", List.of(id)));
    }

    static Endpoint batches(Collection<String> ids) {
        List<String> set = ids.stream().sorted().distinct().toList();
        return withState("v1/events/batches", set(set), Map.of("batches", set));
    }

    static Endpoint organisation() {
        return new Endpoint(Dialect.DEALS, "v1/events/org", "v1/events/org/poll", null, List.of(), USUAL, Map.of());
    }

    static Endpoint account() {
        return new Endpoint(
                Dialect.ACCOUNT,
                "api/v1/events",
                "api/v1/events/poll",
                null,
                List.of(),
                USUAL.multipliedBy(2),
                Map.of());
    }

    static Endpoint caseProgress(String id) {
        String path = "cases/" + encoded(id) + "/progress";
        Map<String, Object> subjects = Map.of("cases", List.of(id));
        return new Endpoint(Dialect.CASES, path + "/stream", path + "/poll", null, List.of(), USUAL, subjects);
    }

    static Endpoint files() {
        return new Endpoint(Dialect.FILES, "api/updates", null, null, List.of(), USUAL, Map.of());
    }

    private static Endpoint withState(String path, List<Parameter> query, Map<String, Object> subjects) {
        return new Endpoint(Dialect.DEALS, path, path + "/poll", path + "/snapshot", query, USUAL, subjects);
    }

    private static List<Parameter> set(List<?> ids) {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("no ids");
        }
        return List.of(new Parameter("ids", ids.stream().map(String::valueOf).collect(Collectors.joining(","))));
    }

    /// The same with one more filter.
    Endpoint with(String name, String value) {
        List<Parameter> all = new ArrayList<>(query);
        all.add(new Parameter(name, value));
        return new Endpoint(dialect, path, poll, snapshot, List.copyOf(all), silence, subjects);
    }

    /// What one of its paths reads, in the shape of a ticket's rights. A snapshot takes no filter.
    Map<String, Object> rights(String path) {
        Map<String, Object> rights = new HashMap<>(subjects);
        if (!path.equals(snapshot)) {
            for (Parameter filter : query) {
                switch (filter.name()) {
                    case "types" -> rights.put("types", List.of(filter.value().split(",")));
                    case "document_id" -> rights.put("document_id", Long.valueOf(filter.value()));
                    default -> {
                        // ids are the subjects, and rights know of no categories
                    }
                }
            }
        }
        return rights;
    }

    /// The same of a service that keeps no past of it.
    Endpoint liveOnly() {
        return new Endpoint(dialect, path, null, snapshot, query, silence, subjects);
    }

    boolean hasIds() {
        return poll != null;
    }

    /// Whether a service may be set up to keep no past of it: then it has no poll twin.
    boolean mayBeLiveOnly() {
        return dialect == Dialect.ACCOUNT;
    }

    /// Whether a key may stand in `Authorization`.
    boolean takesBearer() {
        return dialect != Dialect.CASES;
    }

    boolean closes(String type) {
        return type.equals("stream.closed") || (dialect == Dialect.CASES && type.equals("stream_closed"));
    }

    boolean isHeartbeat(String type) {
        return dialect == Dialect.CASES && type.equals("heartbeat");
    }

    /// Tells it from all others.
    String name() {
        return address(path, query);
    }

    /// A path with a query.
    static String address(String path, List<Parameter> query) {
        return query.isEmpty()
                ? path
                : path
                        + query.stream()
                                .map(parameter -> parameter.name() + "=" + encoded(parameter.value()))
                                .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// An event of the stream.
    ///
    /// @throws RuntimeException where it is none
    Event read(String id, String type, String text) {
        Map<String, Object> data = Json.readObject(text);
        return switch (dialect) {
            case DEALS, ACCOUNT -> new Event(id, type, data, null);
            case CASES -> ofCase(data);
            case FILES -> new Event(null, (String) data.get("opcode"), Json.object(data.get("data")), null);
        };
    }

    /// An event of the poll twin.
    ///
    /// @throws RuntimeException where it is none
    Event readPolled(Map<String, Object> item) {
        return switch (dialect) {
            case CASES -> ofCase(item);
            case DEALS, ACCOUNT, FILES ->
                new Event((String) item.get("id"), (String) item.get("type"), Json.object(item.get("data")), (String)
                        item.get("time"));
        };
    }

    private static Event ofCase(Map<String, Object> data) {
        Instant time = Instant.ofEpochMilli(((Number) data.get("timestamp")).longValue());
        return new Event((String) data.get("id"), (String) data.get("type"), data, time.toString());
    }
}
