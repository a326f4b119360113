/// The known event types as data: JSON Schema files that say which fields a type must have and whom it
/// concerns. The one source for validation and for documents about the types. Knows the vocabulary of `event`
/// and Jackson, no Kafka.
@NullMarked
package io.dealstream.catalogue;

import org.jspecify.annotations.NullMarked;
