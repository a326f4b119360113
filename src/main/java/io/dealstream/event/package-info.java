/// The vocabulary: events, whom they belong to, what they are about and where in Kafka they stand.
/// Knows nothing but the JDK.
@NullMarked
package io.dealstream.event;

import org.jspecify.annotations.NullMarked;
