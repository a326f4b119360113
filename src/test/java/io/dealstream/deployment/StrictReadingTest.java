package io.dealstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the other tests of this package rest on: a manifest with a mistake is not read.
class StrictReadingTest {

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata:
              name: dealstream
            spec:
              ports:
                - name: http
                  port: 80
            """;

    @Test
    void readsWhatIsRight() throws Exception {
        assertThat(Manifests.parse(SERVICE).one(Service.class).getSpec().getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getPort()).isEqualTo(80));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "      portt: 80\n", // no such field
                "      port: 81\n", // twice
                "      nodePort: \"30080\"\n", // a text for a number
                "      protocol: 6\n", // a number for a text
                "---\napiVersion: v1\nkind: Servise\n"
            })
    void refusesWhatIsNot(String mistake) {
        assertThatThrownBy(() -> Manifests.parse(SERVICE + mistake)).isInstanceOf(java.io.IOException.class);
    }
}
