package io.dealstream.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/// The names of the Kafka topics. Several event topics may share one name, because only the type decides what
/// an event is. Source: kafka.md, "Topics".
@ConfigMapping(prefix = "dealstream.topics")
public interface TopicSettings {

    /// Topic of the `processing.*`, `*_complete` and `deal_updated` events.
    @WithDefault("processing-events")
    String processing();

    /// Topic of the `deal.*` events.
    @WithDefault("deal-events")
    String deal();

    /// Topic of the `batch.*` events.
    @WithDefault("batch-events")
    String batch();

    /// Topic of the case progress events.
    @WithName("case")
    @WithDefault("case-events")
    String cases();

    /// Topic of the account events.
    @WithDefault("account-events")
    String account();

    /// Topic of the file updates.
    @WithDefault("file-events")
    String file();

    /// The suffix that makes the name of a topic's dead letters.
    @WithDefault("-dead-letters")
    String deadLetterSuffix();
}
