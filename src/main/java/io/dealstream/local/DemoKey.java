package io.dealstream.local;

import io.quarkus.arc.profile.IfBuildProfile;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Gives the demo key to the console, so that nobody has to copy it from the banner. Only in the local run,
/// which listens on 127.0.0.1 and shows made-up data.
@Singleton
@IfBuildProfile("dev")
class DemoKey {

    static final String PATH = "/local/demo-key";

    private final LocalSettings settings;

    DemoKey(LocalSettings settings) {
        this.settings = settings;
    }

    void serve(@Observes Router router) {
        router.get(PATH)
                .handler(context -> context.response()
                        .putHeader("Content-Type", "text/plain")
                        .putHeader("Cache-Control", "no-store")
                        .end(settings.demoKey()));
    }
}
