/// Kafka's clients, and what every user of Kafka needs: which topics exist and in which incarnation, where
/// their logs begin and end, and threads that start again after an outage. Knows events' positions and Kafka's
/// clients.
@NullMarked
package io.dealstream.kafka;

import org.jspecify.annotations.NullMarked;
