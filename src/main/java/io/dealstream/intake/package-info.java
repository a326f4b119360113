/// Takes records in from Kafka: finds the partitions, reads them, hands events to the hub and sets aside what is no
/// event. Knows Kafka's clients, how records are decoded, the catalogue and the hub.
@NullMarked
package io.dealstream.intake;

import org.jspecify.annotations.NullMarked;
