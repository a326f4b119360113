package io.dealstream.deployment;

/// Where the application says how it is; [ServedPathsTest] asks there.
final class HealthPaths {

    static final String STARTED = "/q/health/started";
    static final String LIVE = "/q/health/live";
    static final String READY = "/q/health/ready";
    static final String METRICS = "/q/metrics";

    private HealthPaths() {}
}
