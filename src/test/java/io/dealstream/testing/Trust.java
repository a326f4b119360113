package io.dealstream.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The certificate that the tests' clients trust over TLS: that of the proxies in front of the service.
final class Trust {

    private static final SSLContext CONTEXT = context(Certificates.made(Certificates.PROXIES));

    private Trust() {}

    static SSLContext context() {
        return CONTEXT;
    }

    /// TLS on a connection. Closing the connection closes it.
    static Socket secure(Socket connection) throws IOException {
        return CONTEXT.getSocketFactory().createSocket(connection, Loopback.HOST, connection.getPort(), true);
    }

    private static SSLContext context(Certificates certificates) {
        try (InputStream in = Files.newInputStream(Path.of(certificates.clientTrust()))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, Certificates.PASSWORD.toCharArray());
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException("no TLS for the tests' clients", e);
        }
    }
}
