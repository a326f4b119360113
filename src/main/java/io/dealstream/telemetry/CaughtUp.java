package io.dealstream.telemetry;

import io.dealstream.access.KeyTable;
import io.dealstream.intake.IntakeStatus;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Readiness: the API keys are read, and every topic was read up to the end that it had at start. A later
/// outage of Kafka does not end readiness: open streams stay, and other replicas are not better off.
@Readiness
@Singleton
final class CaughtUp implements HealthCheck {

    private final IntakeStatus intake;
    private final KeyTable keys;

    CaughtUp(IntakeStatus intake, KeyTable keys) {
        this.intake = intake;
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Caught up with Kafka")
                .status(intake.isReady() && keys.isReady())
                .withData("topics", intake.isReady())
                .withData("keys", keys.isReady())
                .withData(
                        "lastContact",
                        intake.lastContact().map(Object::toString).orElse("never"))
                .build();
    }
}
