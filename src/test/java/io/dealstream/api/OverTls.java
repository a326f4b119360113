package io.dealstream.api;

import io.dealstream.testing.Certificates;
import java.util.Map;

/// The service with a certificate, next to its port in clear text.
public class OverTls extends ShortTimes {

    static Certificates certificates() {
        return Certificates.made("http");
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = super.getConfigOverrides();
        settings.put("quarkus.tls.key-store.p12.path", certificates().serverKeys());
        settings.put("quarkus.tls.key-store.p12.password", Certificates.PASSWORD);
        settings.put("dealstream.streams.write-deadline", "10s");
        return settings;
    }
}
