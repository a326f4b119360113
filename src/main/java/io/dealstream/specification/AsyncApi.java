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

/// What the service reads from Kafka, and what it sets aside, as AsyncAPI 3.0. Made of the catalogue, so it is never
/// out of date.
@Path("/asyncapi")
public final class AsyncApi {

    private final Description description;

    AsyncApi(Catalogue catalogue, EventTopics topics, TopicSettings names) {
        this.description =
                Description.ofTree(() -> new AsyncApiDocument(catalogue, topics, names.deadLetterSuffix()).root());
    }

    @GET
    @Blocking
    public Response get(@QueryParam("format") @Nullable String format, @Context HttpHeaders headers) {
        return description.answer(format, headers.getHeaderString(HttpHeaders.ACCEPT));
    }
}
