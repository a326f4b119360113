package io.dealstream.specification;

import io.dealstream.catalogue.Catalogue;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.TopicSettings;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// The AsyncAPI 3.0 document: what the service reads from Kafka, and its dead letters. Made of the catalogue,
/// so it is never out of date.
@Path("/asyncapi")
public final class AsyncApi {

    private final Description description;

    AsyncApi(Catalogue catalogue, EventTopics topics, TopicSettings names) {
        this.description =
                Description.ofTree(() -> new AsyncApiDocument(catalogue, topics, names.deadLetterSuffix()).root());
    }

    /// Answers with the document, see [DocumentFormat].
    ///
    /// @param format `yaml` or `json`; null: as `Accept` says
    @GET
    @Blocking
    public Response get(@QueryParam("format") @Nullable String format, @Context HttpHeaders headers) {
        return description.answer(format, headers.getHeaderString(HttpHeaders.ACCEPT));
    }
}
