/// The ledger of what was shown: which caller was shown which events, polls and snapshots. It consists of
/// records on a topic, from which the single events can be told later. Knows callers, deliveries to readers,
/// and Kafka.
@NullMarked
package io.dealstream.ledger;

import org.jspecify.annotations.NullMarked;
