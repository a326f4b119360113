package io.dealstream.local;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One event that the sample pipeline writes.
///
/// @param topic the topic that it is written to
/// @param key the record's key, which keeps events in order: the deal, the batch, ...
/// @param type the name of the event's type, `ce_type`
/// @param data the value's fields in order
record Sample(Topic topic, String key, String type, Map<String, Object> data) {

    /// A placeholder for the time at which the event is written.
    static final Object NOW = new Object();

    Sample {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    Sample(Topic topic, Object key, String type) {
        this(topic, key.toString(), type, Map.of());
    }

    /// The same event with one more field.
    Sample with(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(data);
        more.put(field, value);
        return new Sample(topic, key, type, more);
    }
}
