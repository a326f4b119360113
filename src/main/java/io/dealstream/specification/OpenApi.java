package io.dealstream.specification;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The OpenAPI 3.1 document of the service's HTTP APIs. It is written by hand, and tests compare it with the
/// code.
@Path("/openapi")
public final class OpenApi {

    static final String FILE = "/META-INF/openapi.yaml";

    private final Description description = Description.ofYaml(OpenApi::read);

    OpenApi() {}

    /// Answers with the document, see [DocumentFormat].
    ///
    /// @param format `yaml` or `json`; null: as `Accept` says
    @GET
    @Blocking
    public Response get(@QueryParam("format") @Nullable String format, @Context HttpHeaders headers) {
        return description.answer(format, headers.getHeaderString(HttpHeaders.ACCEPT));
    }

    private static String read() {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream(FILE), FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }
}
