package io.dealstream.api;

import io.dealstream.testing.ApiKey;
import io.dealstream.testing.Records;
import io.dealstream.testing.SseFrame;
import io.dealstream.testing.Topics;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The streams, and what is each one's own: where it is found, what is produced for it, how its frames look.
enum TestedStream {
    DEAL("/v1/events/deals/42", Topics.PROCESSING, "processing.progress", "42", """
            "deal_id":42,"statement_id":1,"stage":"screening","progress":1""", Family.DEALS),
    DEALS("/v1/events/deals?ids=43,42", Topics.PROCESSING, "processing.progress", "42", """
            "deal_id":42,"statement_id":1,"stage":"screening","progress":1""", Family.DEALS),
    ORGANISATION("/v1/events/org", Topics.DEALS, "deal.created", "42", """
            "deal_id":42,"business_name":"Bolt","created_by":"ana\"""", Family.DEALS),
    BATCH("/v1/events/batches/b-1", Topics.BATCHES, "batch.document_processed", "b-1", """
            "batch_id":"b-1","document_id":1,"status":"completed","progress":"1/9\"""", Family.DEALS),
    UPDATES("/api/updates", Topics.FILES, "file_created", "w", """
            "path":"/a.pdf\"""", Family.UPDATES),
    ACCOUNT("/api/v1/events", Topics.ACCOUNTS, "ai.response.chunk", "u", """
            "conversation_id":"c","chunk":"Well","is_final":false""", Family.ACCOUNT),
    CASE("/cases/c-1/progress/stream", Topics.CASES, "file.analysis.progress", "c-1", """
            "case_id":"c-1","file_id":"f-1","stage":"ocr","progress":1""", Family.CASES);

    private static final Pattern NUMBER = Pattern.compile("\"n\": ?(\\d+)");

    /// What the streams of one dialect have in common.
    enum Family {
        DEALS(
                "text/event-stream",
                "retry: 3000\n\n",
                ": keepalive\n\n",
                "event: stream.closed\ndata: {\"reason\":\"<reason>\"}\n\n",
                "\\{\"detail\":\".+\",\"code\":\"[A-Z_]+\",\"errors\":\\[.*]}"),
        UPDATES(
                "text/event-stream",
                ": keepalive\n\n",
                ": keepalive\n\n",
                "event: stream.closed\ndata: {\"opcode\":\"stream.closed\",\"data\":{\"reason\":\"<reason>\"},"
                        + "\"reason\":\"<reason>\"}\n\n",
                "\\{\"error\":\".+\"}"),
        ACCOUNT(
                "text/event-stream; charset=utf-8",
                "retry: 3000\n\n",
                ":heartbeat\n\n",
                "event: stream.closed\ndata: {\"reason\":\"<reason>\"}\n\n",
                "\\{\"type\":\"/errors/[a-z-]+\",\"title\":\".+\",\"status\":[0-9]+,\"detail\":\".+\","
                        + "\"instance\":\"/api/v1/.*\",\"trace_id\":\"[^\"]+\".*}"),
        CASES(
                "text/event-stream",
                ": connected\n\n",
                "event: heartbeat\ndata: \\{\"timestamp\":[0-9]{13}}\n\n",
                "event: stream_closed\ndata: {\"reason\":\"<reason>\"}\n\n",
                "\\{\"error_code\":\"request\\.[a-z.-]+\",\"error_message\":\".+\"}");

        private final String contentType;
        private final String opening;
        private final String heartbeat;
        private final String closing;
        private final String error;

        Family(String contentType, String opening, String heartbeat, String closing, String error) {
            this.contentType = contentType;
            this.opening = opening;
            this.heartbeat = heartbeat;
            this.closing = closing;
            this.error = error;
        }

        String contentType() {
            return contentType;
        }

        /// The first frame.
        String opening() {
            return opening;
        }

        /// What a heartbeat looks like: a pattern.
        String heartbeat() {
            return heartbeat;
        }

        /// The last frame.
        String closing(String reason) {
            return closing.replace("<reason>", reason);
        }

        /// The last frame at a shutdown, with the `retry:` before it where there is one: a pattern.
        String goodbye() {
            return this == UPDATES
                    ? "event: update\ndata: \\{\"opcode\":\"shutting_down\",\"data\":\\{}}\n\n"
                    : "retry: \\d+\n\n\\Q" + closing("shutting_down") + "\\E";
        }

        /// What a browser's EventSource is told instead of a refusal that only holds for now: a pattern.
        String refusal(String reason) {
            return this == UPDATES
                    ? "\\Qevent: error\ndata: {\"opcode\":\"stream.refused\",\"data\":{\"reason\":\"" + reason
                            + "\"},\"reason\":\"" + reason + "\"}\n\n\\E"
                    : "retry: \\d+\n\n\\Qevent: error\ndata: {\"reason\":\"" + reason + "\"}\n\n\\E";
        }

        /// What the body of every refusal looks like: a pattern.
        String error() {
            return error;
        }

        /// Whether events have ids, and with them all that rests on ids: resume, reset, poll.
        boolean hasIds() {
            return this != UPDATES;
        }
    }

    private final String path;
    private final String topic;
    private final String type;
    private final String key;
    private final String fields;
    private final Family family;

    TestedStream(String path, String topic, String type, String key, String fields, Family family) {
        this.path = path;
        this.topic = topic;
        this.type = type;
        this.key = key;
        this.fields = fields;
        this.family = family;
    }

    String path() {
        return path;
    }

    /// The name of the events that are produced for it here.
    String type() {
        return type;
    }

    Family family() {
        return family;
    }

    /// Where its poll twin is, or would be.
    String pollPath() {
        return this == CASE ? "/cases/c-1/progress/poll" : below("/poll");
    }

    /// The same, to be followed by parameters.
    String pollPathAnd() {
        return and(pollPath());
    }

    /// Its path, to be followed by parameters.
    String pathAnd() {
        return and(path);
    }

    private static String and(String path) {
        return path + (path.contains("?") ? '&' : '?');
    }

    /// A path near its own where there is nothing.
    String nowhere() {
        return below("/nothing/here");
    }

    private String below(String more) {
        return path.replaceFirst("(?=\\?|$)", more);
    }

    /// Where a reset sends the client, as JSON.
    String snapshotUrl() {
        return switch (this) {
            case DEAL -> "\"/v1/events/deals/42/snapshot\"";
            case DEALS -> "\"/v1/events/deals/snapshot?ids=43,42\"";
            case BATCH -> "\"/v1/events/batches/b-1/snapshot\"";
            case CASE -> "\"/cases/c-1/progress/poll\"";
            case ORGANISATION, UPDATES, ACCOUNT -> "null";
        };
    }

    /// The headers that show a key.
    String[] credential(ApiKey shown) {
        return this == ACCOUNT
                ? new String[] {"Authorization", "Bearer " + shown.secret()}
                : new String[] {"X-API-Key", shown.secret()};
    }

    /// The path with a key in its query, as an EventSource has to show one.
    String pathWith(ApiKey shown) {
        String parameter = switch (this) {
            case ACCOUNT -> "access_token";
            case CASE -> "api_key";
            case DEAL, DEALS, ORGANISATION, BATCH, UPDATES -> "token";
        };
        return pathAnd() + parameter + '=' + shown.secret();
    }

    /// An event that carries a number.
    ProducerRecord<byte[], byte[]> numbered(String tenant, int number) {
        return with(tenant, "\"n\":" + number);
    }

    /// An event that carries fields that no catalogue knows.
    ProducerRecord<byte[], byte[]> with(String tenant, String more) {
        return Records.event(topic, tenant, type, key, "{" + fields + "," + more + "}");
    }

    /// Whether a frame is an event that a worker produced.
    static boolean isProduced(SseFrame frame) {
        return frame.payload().filter(data -> NUMBER.matcher(data).find()).isPresent();
    }

    /// The number that an event carries.
    static int number(String json) {
        Matcher matcher = NUMBER.matcher(json);
        if (!matcher.find()) {
            throw new AssertionError("no number in " + json);
        }
        return Integer.parseInt(matcher.group(1));
    }
}
