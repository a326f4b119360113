package io.dealstream.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;

/// A broker as in production: over TLS only, with a user's name and password (SASL_SSL, SCRAM-SHA-512) or a
/// client's certificate, and with only the rights for that user that `deployment/kafka/users.yaml` gives. The
/// tests themselves use another listener in clear text.
///
/// As a test resource it takes the argument `as`: `scram` or `certificate`.
public final class GuardedKafka implements QuarkusTestResourceLifecycleManager {

    /// How the application proves who it is.
    public enum Proof {
        SCRAM("SASL_SSL"),
        CERTIFICATE("SSL");

        private final String protocol;

        Proof(String protocol) {
            this.protocol = protocol;
        }
    }

    public static final String USER = "dealstream";
    public static final String KEY_ADMIN = "dealstream-key-admin";
    public static final String PASSWORD = "password-of-a-user-of-kafka";

    private static final Path USERS = Path.of("deployment/kafka/users.yaml");
    private static final int ITERATIONS = 4_096;

    private final Certificates certificates = Certificates.made(USER);
    private final Map<Proof, Integer> ports =
            Map.of(Proof.SCRAM, Loopback.freePort(), Proof.CERTIFICATE, Loopback.freePort());
    private final int backDoor = Loopback.freePort();
    private final Path folder = emptyFolder();
    private final BrokerProcess broker = new BrokerProcess(folder, backDoor, settings(), Uuid.randomUuid());
    private Proof proof = Proof.SCRAM;

    @Override
    public void init(Map<String, String> arguments) {
        proof = Proof.valueOf(arguments.get("as").toUpperCase(Locale.ROOT));
    }

    /// Starts the broker with its users, rights and topics.
    ///
    /// @return what an operator configures so that the application may come in
    @Override
    public Map<String, String> start() {
        forgetScram();
        broker.start();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            for (String user : List.of(USER, KEY_ADMIN)) {
                admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                                user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), PASSWORD)))
                        .all()
                        .get(30, TimeUnit.SECONDS);
            }
            List<AclBinding> rights = rights();
            admin.createAcls(rights).all().get(30, TimeUnit.SECONDS);
            // the controller has them; now the broker
            Awaitility.await()
                    .until(() ->
                            admin.describeUserScramCredentials().users().get().containsAll(List.of(USER, KEY_ADMIN)));
            Awaitility.await()
                    .until(() -> admin.describeAcls(AclBindingFilter.ANY)
                            .values()
                            .get()
                            .containsAll(rights));
        } catch (Exception e) {
            throw new IllegalStateException("users and rights could not be made", e);
        }
        Topics.create(bootstrapServers());
        Topics.create(
                bootstrapServers(),
                Topics.EVENTS.stream()
                        .map(topic -> new NewTopic(topic + "-dead-letters", 1, (short) 1))
                        .toList());
        Map<String, String> settings = new HashMap<>();
        client(proof, USER).forEach((name, value) -> settings.put("kafka." + name, value));
        return settings;
    }

    @Override
    public void stop() {
        broker.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                this, new TestInjector.AnnotatedAndMatchesType(InjectKafka.class, GuardedKafka.class));
    }

    /// The back door.
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /// What a client sets to come in by the front door, names as in Kafka's documentation.
    public Map<String, String> client(Proof with, String user) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", Loopback.HOST + ":" + ports.get(with));
        settings.put("security.protocol", with.protocol);
        settings.put("ssl.truststore.type", "PKCS12");
        settings.put("ssl.truststore.location", certificates.clientTrust());
        settings.put("ssl.truststore.password", Certificates.PASSWORD);
        switch (with) {
            case SCRAM -> {
                settings.put("sasl.mechanism", "SCRAM-SHA-512");
                settings.put(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                                + "\" password=\"" + PASSWORD + "\";");
            }
            case CERTIFICATE -> {
                settings.put("ssl.keystore.type", "PKCS12");
                settings.put("ssl.keystore.location", certificates.clientKeys());
                settings.put("ssl.keystore.password", Certificates.PASSWORD);
            }
        }
        return settings;
    }

    /// Java keeps SASL's mechanisms by name for the whole process, and Quarkus' tests load Kafka's classes more than
    /// once. Those of an earlier test would not fit: whoever comes next brings its own.
    private static void forgetScram() {
        Security.removeProvider("Simple SASL/SCRAM Client Provider");
    }

    private static Path emptyFolder() {
        try {
            return Files.createTempDirectory("guarded-kafka");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> settings() {
        int controller = Loopback.freePort();
        Map<String, String> settings = new HashMap<>();
        List<String> listeners = new ArrayList<>(List.of(
                "PLAINTEXT://" + Loopback.HOST + ":" + backDoor, "CONTROLLER://" + Loopback.HOST + ":" + controller));
        List<String> protocols = new ArrayList<>(List.of("PLAINTEXT:PLAINTEXT", "CONTROLLER:PLAINTEXT"));
        ports.forEach((kind, port) -> {
            listeners.add(kind + "://" + Loopback.HOST + ":" + port);
            protocols.add(kind + ":" + kind.protocol);
            String prefix = "listener.name." + kind.name().toLowerCase(Locale.ROOT) + ".";
            settings.put(prefix + "ssl.keystore.type", "PKCS12");
            settings.put(prefix + "ssl.keystore.location", certificates.serverKeys());
            settings.put(prefix + "ssl.keystore.password", Certificates.PASSWORD);
        });
        settings.put("listeners", String.join(",", listeners));
        settings.put("listener.security.protocol.map", String.join(",", protocols));
        settings.put("controller.quorum.voters", "1@" + Loopback.HOST + ":" + controller);
        settings.put("listener.name.scram.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.scram.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("listener.name.certificate.ssl.client.auth", "required");
        settings.put("listener.name.certificate.ssl.truststore.type", "PKCS12");
        settings.put("listener.name.certificate.ssl.truststore.location", certificates.serverTrust());
        settings.put("listener.name.certificate.ssl.truststore.password", Certificates.PASSWORD);
        settings.put("listener.name.certificate.ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/");
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:ANONYMOUS");
        return settings;
    }

    private static List<AclBinding> rights() throws IOException {
        List<AclBinding> rights = new ArrayList<>();
        YAMLMapper yaml = new YAMLMapper();
        List<JsonNode> users = yaml.readerFor(JsonNode.class)
                .<JsonNode>readValues(USERS.toFile())
                .readAll();
        for (JsonNode user : users) {
            String principal = "User:" + user.at("/metadata/name").asText();
            for (JsonNode acl : user.at("/spec/authorization/acls")) {
                JsonNode resource = acl.path("resource");
                ResourcePattern pattern = new ResourcePattern(
                        resource.path("type").asText().equals("transactionalId")
                                ? ResourceType.TRANSACTIONAL_ID
                                : ResourceType.fromString(resource.path("type").asText()),
                        resource.path("name").asText(),
                        resource.path("patternType").asText().equals("prefix")
                                ? PatternType.PREFIXED
                                : PatternType.LITERAL);
                for (JsonNode operation : acl.path("operations")) {
                    rights.add(new AclBinding(
                            pattern,
                            new AccessControlEntry(
                                    principal,
                                    "*",
                                    AclOperation.fromString(operation.asText()),
                                    AclPermissionType.ALLOW)));
                }
            }
        }
        return rights;
    }
}
