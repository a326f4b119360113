package io.dealstream.api;

import java.util.Map;

/// The service with the event type that `deployment/catalogue` shows, beside its own.
public final class AddedTypes extends ShortTimes {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = super.getConfigOverrides();
        settings.put("dealstream.catalogue.directory", "deployment/catalogue/schemas");
        return settings;
    }
}
