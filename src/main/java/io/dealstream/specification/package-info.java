/// The service's descriptions of itself: OpenAPI for its HTTP APIs, AsyncAPI for what it reads from Kafka.
/// Knows the catalogue, and the rules for records in `kafka` and `decode`; no package knows this one.
@NullMarked
package io.dealstream.specification;

import org.jspecify.annotations.NullMarked;
