package io.dealstream.wiring;

import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.reflect.Proxy;
import org.jboss.logging.Logger;

/// Makes the process end with 0 after an orderly shutdown by SIGTERM. Java itself would end with 143, however
/// well everything went. Otherwise the shutdown is the same.
///
/// Java's only way to handle a signal is a class that javac warns of wherever it is named, so it is called by
/// reflection.
@Singleton
@UnlessBuildProfile(anyOf = {"dev", "test"})
final class OrderlyExit {

    private static final Logger LOG = Logger.getLogger(OrderlyExit.class);

    void prepare(@Observes StartupEvent event) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object exit = Proxy.newProxyInstance(
                    OrderlyExit.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        System.exit(0);
                        return null;
                    });
            Object terminate = signal.getConstructor(String.class).newInstance("TERM");
            signal.getMethod("handle", signal, handler).invoke(null, terminate, exit);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.info("The exit code after SIGTERM will be Java's own, 143", e);
        }
    }
}
