package io.dealstream.api;

import io.dealstream.access.Caller;
import io.dealstream.event.StreamKey;
import org.jboss.logging.MDC;

/// The fields of each log line of a request, also of the access log: its id, its tenant, and its stream. No
/// field holds a secret.
final class LogContext {

    static final String REQUEST = "requestId";
    static final String TENANT = "tenant";
    static final String USER = "user";
    static final String STREAM = "stream";
    /// The longest name of a stream of many subjects, in characters; the rest is cut off.
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
        // the stream's tenant may differ from the caller's, where everybody may see it
        MDC.put(TENANT, stream.tenant().id());
        String id = stream.subject().id();
        String name = id.isEmpty() ? stream.subject().kind() : stream.subject().kind() + ":" + id;
        MDC.put(STREAM, name.length() > LONGEST ? name.substring(0, LONGEST) + "..." : name);
    }
}
