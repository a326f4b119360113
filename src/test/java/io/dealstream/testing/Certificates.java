package io.dealstream.testing;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/// Certificates for tests with TLS: a server's for 127.0.0.1, and a client's. They are made at the first use
/// and kept for a day.
public final class Certificates {

    public static final String PASSWORD = "certificates-of-tests";

    /// The set that proxies in front of the service show, and that all clients of the tests trust.
    public static final String PROXIES = "proxies";

    private static final String NAME = "dealstream";

    private final Path folder;

    private Certificates(Path folder) {
        this.folder = folder;
    }

    /// Makes them, each set with keys of its own. Tests in other processes wait until they are made.
    ///
    /// @param set one word
    public static synchronized Certificates made(String set) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "certificates", set));
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                new CertificateGenerator(folder, false)
                        .generate(new CertificateRequest()
                                .withName(NAME)
                                .withFormats(List.of(Format.PKCS12, Format.PEM))
                                .withPassword(PASSWORD)
                                .withCN(set)
                                .withSubjectAlternativeName("IP:" + Loopback.HOST)
                                .withClientCertificate()
                                .withDuration(Duration.ofDays(1)));
            }
            return new Certificates(folder.toAbsolutePath());
        } catch (Exception e) {
            throw new IllegalStateException("certificates could not be made", e);
        }
    }

    /// What a server shows: PKCS#12, like all of them.
    public String serverKeys() {
        return file("keystore");
    }

    /// The server's certificate, as PEM.
    public String serverCertificate() {
        return existing(NAME + ".crt");
    }

    /// The key that belongs to it, as PEM.
    public String serverKey() {
        return existing(NAME + ".key");
    }

    /// Whom a server that asks its clients for certificates trusts.
    public String serverTrust() {
        return file("server-truststore");
    }

    /// What a client shows.
    public String clientKeys() {
        return file("client-keystore");
    }

    /// Whom a client trusts.
    public String clientTrust() {
        return file("client-truststore");
    }

    private String file(String what) {
        return existing(NAME + "-" + what + ".p12");
    }

    private String existing(String name) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " was not made");
        }
        return file.toString();
    }
}
