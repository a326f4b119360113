/// The vocabulary: events, their tenants and subjects, and their places in Kafka. Knows only the JDK.
@NullMarked
package io.dealstream.event;

import org.jspecify.annotations.NullMarked;
