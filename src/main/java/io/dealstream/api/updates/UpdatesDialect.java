package io.dealstream.api.updates;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.dealstream.api.Dialect;
import io.dealstream.hub.Delivery;
import io.dealstream.hub.EndOfStream;
import io.dealstream.hub.ResetReason;
import io.dealstream.sse.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Every frame is an `update` that names its opcode (updates.md, "Frames"). There are no ids, so clients cannot
/// resume and are never reset, and there is no `retry:`.
///
/// Existing clients read every `data:` line as an object with `opcode` and `data`, and do not look at the
/// event's name. So the last frame has both, beside the `reason` that the last frame of all other streams has.
final class UpdatesDialect implements Dialect {

    private static final Frame KEEPALIVE = Frame.comment(" keepalive");
    private static final Frame SHUTTING_DOWN =
            Frame.event(null, "update", "{\"opcode\":\"shutting_down\",\"data\":{}}");

    @Override
    public Frame opening() {
        return KEEPALIVE;
    }

    @Override
    public Frame event(Delivery.Message message) {
        byte[] opcode = JsonStringEncoder.getInstance()
                .quoteAsUTF8(message.event().type().name());
        byte[] value = message.event().value();
        ByteArrayOutputStream data = new ByteArrayOutputStream(opcode.length + value.length + 24);
        data.writeBytes(ascii("{\"opcode\":\""));
        data.writeBytes(opcode);
        data.writeBytes(ascii("\",\"data\":"));
        data.writeBytes(value);
        data.write('}');
        return Frame.event(null, "update", data.toByteArray());
    }

    @Override
    public @Nullable Frame bookmark(String id) {
        return null;
    }

    @Override
    public @Nullable Frame reset(ResetReason reason, @Nullable String snapshotUrl) {
        return null;
    }

    @Override
    public Frame closing(EndOfStream reason) {
        if (reason == EndOfStream.SHUTTING_DOWN) {
            return SHUTTING_DOWN;
        }
        String said = "\"reason\":\"" + reason.code() + "\"";
        return Frame.event(
                null, "stream.closed", "{\"opcode\":\"stream.closed\",\"data\":{" + said + "}," + said + "}");
    }

    @Override
    public @Nullable Frame retry(long millis) {
        return null;
    }

    @Override
    public boolean resumes() {
        return false;
    }

    @Override
    public Frame heartbeat() {
        return KEEPALIVE;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
