/// The service's descriptions of itself: OpenAPI for what it answers, AsyncAPI for what it reads from Kafka. Knows the
/// catalogue and the intake, whose rules it tells; nobody knows it.
@NullMarked
package io.dealstream.specification;

import org.jspecify.annotations.NullMarked;
