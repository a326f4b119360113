package io.dealstream.api.cases;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.dealstream.api.PollAnswer;
import java.nio.charset.StandardCharsets;

/// The answer to a poll (cases.md, "Polls"). Its events are the `data` of the stream's frames. `reset` is there
/// where the past is lost, `ended` where the stream has ended.
final class CasePoll {

    private CasePoll() {}

    static ObjectNode body(PollAnswer answer) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode events = body.putArray("events");
        answer.events()
                .forEach(message ->
                        events.addRawValue(new RawValue(new String(CaseData.of(message), StandardCharsets.UTF_8))));
        body.put("has_more", answer.hasMore());
        body.put("last_event_id", answer.lastEventId());
        if (answer.reset() != null) {
            body.put("reset", answer.reset().code());
        }
        if (answer.ended() != null) {
            body.put("ended", answer.ended().code());
        }
        return body;
    }
}
