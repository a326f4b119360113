package io.dealstream;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(GuardedBroker.ByScram.class)
class KafkaByScramTest extends KafkaOverTlsTest {}
