package io.dealstream.api;

/// Whether the service knows enough to serve streams: keys read, topics caught up with.
@FunctionalInterface
public interface Readiness {

    boolean isReady();
}
