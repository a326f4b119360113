package io.dealstream.local;

/// The text that a developer reads first after the start of a local run.
///
/// @param url the service's URL
/// @param broker the address of Kafka, as `host:port`
/// @param ownBroker whether this broker was started with the service
/// @param samples whether the sample pipeline runs
record Banner(String url, String demoKey, String broker, boolean ownBroker, boolean samples) {

    String text() {
        return """

                Dealstream is up.

                  Console   %s/  (sign in with the demo key)
                  Service   %s  (endpoints: %s/q/swagger-ui)
                  Kafka     %s, %s
                  Samples   %s
                  Demo key  %s

                Everything that happens in the demo organisation:

                  curl -N -H 'X-API-Key: %s' %s/v1/events/org

                One deal only:

                  curl -N '%s/v1/events/deals/%d?token=%s'

                """.formatted(
                        url,
                        url,
                        url,
                        broker,
                        ownBroker ? "a broker of its own that goes with it" : "as configured",
                        samples
                                ? "on (dealstream.local.pipeline.enabled=false turns them off)"
                                : "off (dealstream.local.pipeline.enabled=true turns them on)",
                        demoKey,
                        demoKey,
                        url,
                        url,
                        Cast.EVERGREEN_DEAL,
                        demoKey);
    }
}
