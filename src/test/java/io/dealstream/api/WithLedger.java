package io.dealstream.api;

import java.util.HashMap;
import java.util.Map;

/// As most tests over HTTP have it, with a ledger of what was shown.
public class WithLedger extends ShortTimes {

    static final String TOPIC = "shown";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
        settings.put("dealstream.ledger.topic", TOPIC);
        return settings;
    }
}
