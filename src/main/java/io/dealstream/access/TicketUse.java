package io.dealstream.access;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// A replica's claim that it admits a caller with a ticket, as it stands on the topic of used tickets. It is
/// signed with the tickets' secret, so that nobody else can fill the replicas' memory or use up others'
/// tickets.
///
/// @param nonce the ticket's nonce
/// @param expiresAt until when the ticket may be used
/// @param by the replica's name
record TicketUse(String nonce, Instant expiresAt, String by) {

    /// The longest claim, in bytes: no replica writes longer ones.
    private static final int MOST_BYTES = 1_024;

    private static final ObjectMapper JSON = new ObjectMapper();

    byte[] seal(TicketSigner signer) {
        ObjectNode node = JSON.createObjectNode();
        node.put("nonce", nonce).put("expires", expiresAt.toEpochMilli()).put("by", by);
        try {
            return signer.sign(JSON.writeValueAsBytes(node)).getBytes(StandardCharsets.ISO_8859_1);
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Reads what [#seal] wrote with the same secret; empty for anything else, also for a ticket. Fields that a
    /// later version adds are ignored.
    static Optional<TicketUse> open(byte[] sealed, TicketSigner signer) {
        return sealed.length > MOST_BYTES
                ? Optional.empty()
                : signer.open(new String(sealed, StandardCharsets.ISO_8859_1)).flatMap(TicketUse::read);
    }

    private static Optional<TicketUse> read(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(bytes);
            JsonNode nonce = node.path("nonce");
            JsonNode expires = node.path("expires");
            JsonNode by = node.path("by");
            return nonce.isTextual() && expires.canConvertToLong() && by.isTextual()
                    ? Optional.of(
                            new TicketUse(nonce.textValue(), Instant.ofEpochMilli(expires.longValue()), by.textValue()))
                    : Optional.empty();
        } catch (IOException somethingElse) {
            return Optional.empty();
        }
    }
}
