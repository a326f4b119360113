package io.dealstream.access;

import io.dealstream.kafka.KafkaClients;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import io.dealstream.views.Views;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/// Makes this package's beans from its plain classes, and starts and stops the parts with a thread.
@Singleton
final class Wiring {

    private static final Logger LOG = Logger.getLogger(Wiring.class);
    private static final int SWEEP_MILLIS = 200;
    /// How long the topic of used tickets may delay the opening of a stream (cluster.md, "A ticket is good
    /// once").
    private static final Duration TICKET_PATIENCE = Duration.ofMillis(500);

    private static final Duration LEAST_PAUSE = Duration.ofSeconds(10);
    private static final int RANDOM_SECRET_BYTES = 32;

    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("leases").daemon().factory());

    @Produces
    @Singleton
    KeyTable keyTable(KeyListSettings settings) {
        return new KeyTable(ConfiguredKeys.read(settings));
    }

    @Produces
    @Singleton
    KeyTopic keyTopic(KeyTopicSettings settings, KafkaClients clients, KeyTable keys, Faults faults) {
        return new KeyTopic(settings, clients, keys, clock, faults);
    }

    @Produces
    @Singleton
    TicketSigner ticketSigner(TicketSettings settings) {
        return new TicketSigner(ticketSecret(settings));
    }

    /// Without a configured secret, a ticket is valid only on the replica that issued it, so there is nothing
    /// to agree on.
    @Produces
    @Singleton
    TicketClaims ticketClaims(TicketSettings settings) {
        UsedTickets used = new UsedTickets(settings.maxUsed(), clock);
        return settings.secret().isPresent()
                ? new TicketClaims(used, UUID.randomUUID().toString(), TICKET_PATIENCE, new TicketClaims.Log.Away())
                : TicketClaims.alone(used);
    }

    @Produces
    @Singleton
    TicketTopic ticketTopic(
            TicketSettings settings, KafkaClients clients, TicketSigner signer, TicketClaims claims, Faults faults) {
        return new TicketTopic(settings.topic(), clients, signer, claims, clock, faults);
    }

    @Produces
    @Singleton
    Gatekeeper gatekeeper(
            KeyTable keys,
            JWTAuthContextInfo jwt,
            TokenSettings tokens,
            TicketSettings tickets,
            TicketSigner signer,
            TicketClaims claims,
            Views views,
            Config config) {
        KeyCheck keyCheck = new KeyCheck(keys, views::isKnown, clock);
        return new Gatekeeper(
                keyCheck,
                new TokenCheck(TokenParser.with(jwt, pause(config), clock), tokens, views::isKnown, clock),
                new Tickets(signer, claims, keyCheck, views::isKnown, tickets.timeToLive(), clock, random),
                views::isKnown);
    }

    @Produces
    @Singleton
    Leases leases(KeyTable keys, Faults faults) {
        Leases leases = new Leases(keys, clock, timer, faults);
        Runnable sweep = faults.guard(Task.LEASES, leases::sweep);
        ScheduledFuture<?> _ = timer.scheduleWithFixedDelay(sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        return leases;
    }

    @Produces
    @Singleton
    StreamQuota streamQuota(QuotaSettings settings, Elsewhere elsewhere) {
        return new StreamQuota(settings, elsewhere);
    }

    @Produces
    @Singleton
    PastQuota pastQuota(QuotaSettings settings) {
        return new PastQuota(settings);
    }

    @Produces
    @Singleton
    RequestQuotas requestQuotas() {
        return new RequestQuotas();
    }

    /// Takes the gatekeeper as a parameter, so that it is made, and has checked its settings, before the first
    /// request.
    void start(
            @Observes StartupEvent event,
            KeyTopic keys,
            Gatekeeper gatekeeper,
            TicketSettings settings,
            TicketTopic tickets) {
        keys.start();
        if (settings.secret().isPresent()) {
            tickets.start();
        }
    }

    void stop(@Disposes TicketTopic topic) {
        topic.close();
    }

    void stop(@Disposes KeyTopic topic) {
        topic.close();
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }

    private byte[] ticketSecret(TicketSettings settings) {
        return settings.secret()
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> {
                    LOG.warn("dealstream.tickets.secret is not set: a ticket holds only on the replica that issued it");
                    byte[] secret = new byte[RANDOM_SECRET_BYTES];
                    random.nextBytes(secret);
                    return secret;
                });
    }

    /// The pause between two fetches of an issuer's keys: at least ten seconds, or the configured number of
    /// minutes. SmallRye JWT's default of half an hour is not used, because it would keep a new key out for as
    /// long.
    private static Duration pause(Config config) {
        Duration set =
                Duration.ofMinutes(config.getOptionalValue("smallrye.jwt.jwks.forced-refresh-interval", Integer.class)
                        .orElse(0));
        return set.compareTo(LEAST_PAUSE) > 0 ? set : LEAST_PAUSE;
    }
}
