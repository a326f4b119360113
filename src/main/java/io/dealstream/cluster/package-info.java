/// What replicas report to each other over one topic: how many streams each has, and whose, and which of them
/// move. No stream needs it: without the topic each replica is alone.
@NullMarked
package io.dealstream.cluster;

import org.jspecify.annotations.NullMarked;
