package io.dealstream;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.SpecificationCheck;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The packaged service's descriptions of itself before the validators of OpenAPI and AsyncAPI.
@QuarkusIntegrationTest
@TestProfile(ClientsIT.WithKey.class)
@WithTestResource(EmbeddedKafka.class)
@Tag("clients")
class SpecificationsIT {

    @ParameterizedTest
    @CsvSource({"openapi,yaml", "openapi,json", "asyncapi,yaml", "asyncapi,json"})
    void areValid(String kind, String format) {
        String document = read(kind, format);

        assertThatCode(() -> SpecificationCheck.demandValid(kind, document)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"openapi,responses:,answers:", "asyncapi,'\"address\"','\"adress\"'"})
    void wouldNotPassWithAFault(String kind, String right, String wrong) {
        String document = read(kind, kind.equals("openapi") ? "yaml" : "json");

        assertThatThrownBy(() -> SpecificationCheck.demandValid(kind, document.replace(right, wrong)))
                .hasMessageContaining(kind.equals("openapi") ? "answers" : "adress");
    }

    private static String read(String kind, String format) {
        return RestAssured.given()
                .queryParam("format", format)
                .get("/" + kind)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
