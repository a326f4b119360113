package io.dealstream.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class GeneratedTest {

    /// With `-Dgenerate` it makes them anew.
    @Test
    void theTypesAreThoseOfTheCatalogue() throws Exception {
        String made = Generator.made();
        if (System.getProperty("generate") != null) {
            Files.writeString(Generator.MADE, made);
        }

        assertEquals(
                made,
                Files.readString(Generator.MADE),
                "out of date: mvn test -Dtest=GeneratedTest -Dgenerate makes it anew");
    }
}
