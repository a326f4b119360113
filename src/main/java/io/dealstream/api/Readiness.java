package io.dealstream.api;

/// Tells whether the service is ready to serve streams: it has read the API keys and caught up with the topics.
@FunctionalInterface
public interface Readiness {

    boolean isReady();
}
