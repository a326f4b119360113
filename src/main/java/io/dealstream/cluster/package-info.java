/// What replicas tell each other over one topic: how many streams each has, and whose. Nobody needs it to serve a
/// stream; without the topic each replica is alone.
@NullMarked
package io.dealstream.cluster;

import org.jspecify.annotations.NullMarked;
