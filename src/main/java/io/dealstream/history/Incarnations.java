package io.dealstream.history;

import java.util.List;
import org.apache.kafka.common.Uuid;

/// Which topics carry events, and what stands for them in cursors.
public interface Incarnations {

    /// The names of the topics, each once.
    List<String> topics();

    /// The tag of one incarnation of a topic, see [io.dealstream.event.Partition#tag()].
    int tag(String topic, Uuid id);
}
