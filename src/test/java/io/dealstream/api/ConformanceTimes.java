package io.dealstream.api;

import java.util.Map;

/// An application of its own for [ConformanceTest], which ends by shutting it down; with heartbeats that a test can
/// wait for on every stream.
public final class ConformanceTimes extends ShortTimes {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = super.getConfigOverrides();
        for (String property : new String[] {"updates.keepalive", "account.heartbeat", "cases.heartbeat"}) {
            settings.put("dealstream." + property, "500ms");
        }
        settings.put("dealstream.account.requests-per-minute", "10000");
        return settings;
    }
}
