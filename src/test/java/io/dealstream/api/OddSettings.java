package io.dealstream.api;

import java.util.Map;

/// What the dialects can be set to besides their defaults: file updates for everybody, account events that are not
/// kept, and limits that a test can reach. Without the access log, which keeps requests until they are answered.
public final class OddSettings extends ShortTimes {

    /// Whose file updates everybody sees.
    public static final String WORKSPACE = "everybodys";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = super.getConfigOverrides();
        settings.put("dealstream.updates.workspace", WORKSPACE);
        settings.put("dealstream.account.retention", "false");
        settings.put("dealstream.account.requests-per-minute", "3");
        settings.put("dealstream.cases.polls-per-hour", "4");
        settings.put("dealstream.cases.streams-per-caller", "2");
        settings.put("quarkus.http.access-log.enabled", "false");
        return settings;
    }
}
