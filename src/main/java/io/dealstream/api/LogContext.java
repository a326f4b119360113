package io.dealstream.api;

import io.dealstream.access.Caller;
import io.dealstream.event.StreamKey;
import org.jboss.logging.MDC;

/// What stands beside each log line of a request, the access log's included: its id, whose it is, and which stream
/// it is about. Nothing that lets anybody in.
final class LogContext {

    static final String REQUEST = "requestId";
    static final String TENANT = "tenant";
    static final String USER = "user";
    static final String STREAM = "stream";
    /// What stands of the name of a stream of many subjects.
    private static final int LONGEST = 150;

    private LogContext() {}

    static void request(String id) {
        MDC.put(REQUEST, id);
    }

    static void caller(Caller caller) {
        MDC.put(TENANT, caller.tenant().id());
        if (caller.rights().user() != null) {
            MDC.put(USER, caller.rights().user());
        }
    }

    static void stream(StreamKey stream) {
        // whose it is may differ from the caller where everybody may see it
        MDC.put(TENANT, stream.tenant().id());
        String id = stream.subject().id();
        String name = id.isEmpty() ? stream.subject().kind() : stream.subject().kind() + ":" + id;
        MDC.put(STREAM, name.length() > LONGEST ? name.substring(0, LONGEST) + "..." : name);
    }
}
