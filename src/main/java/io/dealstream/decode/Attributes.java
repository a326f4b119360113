package io.dealstream.decode;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// The attributes of one CloudEvent as they were sent. If an attribute was sent twice, the last one counts, as
/// in the CloudEvents libraries. Two tenants make the record invalid.
final class Attributes {

    /// The longest value, in characters. A longer one is surely a mistake, and it would be kept as long as the
    /// event.
    static final int MAX_LENGTH = 1024;

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String ANY_STRUCTURED = "application/cloudevents";

    private final Map<Attribute, String> values = new EnumMap<>(Attribute.class);
    private boolean tenantNamed;

    /// @param recent shares the strings that many records repeat
    /// @throws RecordRejectedException when a value is not UTF-8, or there are two tenants
    static Attributes of(Headers headers, RecentTexts recent) throws RecordRejectedException {
        Attributes attributes = new Attributes();
        for (Header header : headers) {
            Attribute attribute = Attribute.ofHeader(header.key());
            if (attribute != null) {
                attributes.put(attribute, header.value(), recent);
            }
        }
        return attributes;
    }

    private void put(Attribute attribute, byte @Nullable [] value, RecentTexts recent) throws RecordRejectedException {
        try {
            if (value == null) {
                set(attribute, null);
            } else {
                set(attribute, attribute.isRepeated() ? recent.decode(value) : Utf8.decode(value));
            }
        } catch (CharacterCodingException e) {
            spoilt(attribute, "UTF-8");
        }
    }

    /// Takes the value of an envelope's member.
    ///
    /// @param parser stands at the value
    void put(Attribute attribute, JsonParser parser) throws IOException, RecordRejectedException {
        switch (parser.currentToken()) {
            case VALUE_STRING -> set(attribute, parser.getText());
            case VALUE_NULL -> set(attribute, null);
            case null, default -> spoilt(attribute, "string");
        }
    }

    private void set(Attribute attribute, @Nullable String value) throws RecordRejectedException {
        if (attribute == Attribute.TENANT) {
            if (tenantNamed && !Objects.equals(value, get(attribute))) {
                throw new RecordRejectedException(Reason.BAD_TENANT, "ce_tenant: more than one");
            }
            tenantNamed = true;
        }
        if (value == null) {
            values.remove(attribute);
        } else {
            values.put(attribute, value);
        }
    }

    /// Takes note of a value that is no text. A dispensable attribute then counts as one that is not valid, and
    /// the event is not rejected for it.
    private void spoilt(Attribute attribute, String expected) throws RecordRejectedException {
        if (attribute.isDispensable()) {
            set(attribute, "");
            return;
        }
        Reason reason = attribute == Attribute.TENANT ? Reason.BAD_TENANT : Reason.BAD_ATTRIBUTE;
        throw new RecordRejectedException(reason, attribute.header() + ": " + expected + " expected");
    }

    /// Takes the attributes that the envelope lacks from the record's headers.
    ///
    /// @throws RecordRejectedException when headers and envelope name two different tenants
    void inherit(Attributes headers) throws RecordRejectedException {
        String tenant = headers.get(Attribute.TENANT);
        if (tenant != null && get(Attribute.TENANT) != null && !tenant.equals(get(Attribute.TENANT))) {
            throw new RecordRejectedException(Reason.BAD_TENANT, "the envelope and ce_tenant differ");
        }
        if (tenant != null) {
            values.put(Attribute.TENANT, tenant);
        }
        if (traceparent() == null) {
            set(Attribute.TRACEPARENT, headers.traceparent());
        }
    }

    @Nullable
    String get(Attribute attribute) {
        return values.get(attribute);
    }

    /// The value of an attribute that CloudEvents requires.
    ///
    /// @throws RecordRejectedException when the attribute is absent, empty or longer than [#MAX_LENGTH]
    String required(Attribute attribute) throws RecordRejectedException {
        String value = get(attribute);
        if (value == null || value.isEmpty()) {
            throw new RecordRejectedException(Reason.MISSING_ATTRIBUTE, attribute.header());
        }
        if (value.length() > MAX_LENGTH) {
            throw new RecordRejectedException(
                    Reason.BAD_ATTRIBUTE, attribute.header() + ": at most " + MAX_LENGTH + " characters");
        }
        return value;
    }

    /// The W3C trace context; null where there is no valid one.
    @Nullable
    String traceparent() {
        String own = get(Attribute.TRACEPARENT);
        String candidate = own == null ? get(Attribute.CE_TRACEPARENT) : own;
        return candidate != null && TraceParent.isValid(candidate) ? candidate : null;
    }

    /// Whether the record's value is an envelope.
    ///
    /// @throws RecordRejectedException when it is an envelope of another format than JSON, or a batch
    boolean isStructured() throws RecordRejectedException {
        String contentType = get(Attribute.CONTENT_TYPE);
        if (contentType == null || !contentType.regionMatches(true, 0, ANY_STRUCTURED, 0, ANY_STRUCTURED.length())) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        String mediaType = parameters < 0 ? contentType : contentType.substring(0, parameters);
        if (!mediaType.strip().toLowerCase(Locale.ROOT).equals(STRUCTURED)) {
            throw new RecordRejectedException(Reason.BAD_ATTRIBUTE, "content-type: of CloudEvents only " + STRUCTURED);
        }
        return true;
    }
}
