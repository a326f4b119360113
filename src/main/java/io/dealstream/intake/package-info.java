/// Takes records in from Kafka: finds the partitions, reads them, passes events to the hub, and writes dead
/// letters for other records. Knows the clients of `kafka`, how records are decoded, the catalogue and the hub.
@NullMarked
package io.dealstream.intake;

import org.jspecify.annotations.NullMarked;
