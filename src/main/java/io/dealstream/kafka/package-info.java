/// Kafka's clients, and topics that are followed whatever happens to them: which there are and in which incarnation,
/// where their logs begin and end, threads that begin anew when Kafka was away. Knows events' places and Kafka's
/// clients.
@NullMarked
package io.dealstream.kafka;

import org.jspecify.annotations.NullMarked;
