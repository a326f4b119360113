package io.dealstream.local;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Properties;

/// A real Kafka broker (KRaft, one node) in this JVM, on 127.0.0.1 only. Its data is in a folder of its own
/// below the system's temporary folder, which is deleted with it.
final class LocalBroker implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final EmbeddedKafkaBroker broker;
    private final int port;

    private LocalBroker(EmbeddedKafkaBroker broker, int port) {
        this.broker = broker;
        this.port = port;
    }

    /// Starts a broker. Takes one or two seconds.
    ///
    /// @param wanted the port to listen on; if it is in use, a free one is taken
    static LocalBroker start(int wanted) {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        // The broker's threads keep the class loader with which they were made, and quarkus:dev closes the
        // application's at each reload.
        thread.setContextClassLoader(EmbeddedKafkaBroker.class.getClassLoader());
        try {
            int port = freePort(wanted);
            EmbeddedKafkaBroker broker = new EmbeddedKafkaBroker()
                    .withKafkaHost(HOST)
                    .withKafkaPort(port)
                    .withControllerPort(freePort(0))
                    .withAdditionalProperties(LocalBroker::configure);
            return new LocalBroker(broker.start(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    /// The address for clients: `127.0.0.1:port`.
    String address() {
        return HOST + ":" + port;
    }

    int port() {
        return port;
    }

    /// Stops the broker and deletes its data.
    @Override
    public void close() {
        broker.close();
    }

    private static void configure(Properties properties) {
        properties.put("auto.create.topics.enable", "false");
        properties.put("log.retention.hours", "24");
        properties.put("transaction.state.log.num.partitions", "2");
    }

    private static int freePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), wanted));
            return socket.getLocalPort();
        } catch (IOException inUse) {
            if (wanted == 0) {
                throw inUse;
            }
            return freePort(0);
        }
    }
}
