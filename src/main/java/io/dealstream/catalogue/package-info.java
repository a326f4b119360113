/// The known event types as data: JSON Schema files that say which fields a type must have and which subjects
/// it concerns. They are the one source for validation and for documents about the types. Knows `event` and
/// Jackson, and no Kafka.
@NullMarked
package io.dealstream.catalogue;

import org.jspecify.annotations.NullMarked;
