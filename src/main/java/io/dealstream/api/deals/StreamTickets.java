package io.dealstream.api.deals;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealstream.access.Credential;
import io.dealstream.access.Gatekeeper;
import io.dealstream.access.Rights;
import io.dealstream.access.RightsJson;
import io.dealstream.access.TicketAnswer;
import io.dealstream.api.Doorkeeper;
import io.dealstream.api.Exchange;
import io.dealstream.api.JsonAnswer;
import io.dealstream.api.Refusal;
import io.dealstream.api.RequestContext;
import io.dealstream.catalogue.Catalogue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Issues tickets, so that no long-lived secret needs to be in a URL (streams.md, "Access"). A ticket is valid
/// for the streams of every dialect.
@Path("/v1/stream-tickets")
public final class StreamTickets {

    private final Gatekeeper gatekeeper;
    private final Set<String> types;

    StreamTickets(Gatekeeper gatekeeper, Catalogue catalogue) {
        this.gatekeeper = gatekeeper;
        this.types =
                catalogue.entries().stream().map(entry -> entry.type().name()).collect(Collectors.toUnmodifiableSet());
    }

    /// @param ticket the ticket, to be used once as `?ticket=`
    /// @param expiresIn how long it is valid, in seconds
    /// @param rights the ticket's rights that are not those of its scopes and tenant; null where there are none
    @RegisterForReflection
    record Body(
            String ticket,
            @JsonProperty("expires_in") long expiresIn,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            ObjectNode rights) {}

    /// Issues a ticket with the rights of the credential in the request's headers, or with as much of them as
    /// the body says (rights.md, "Tickets with rights").
    ///
    /// @param body the whole body. No thread waits for it, because clients may send it slowly.
    @POST
    @NonBlocking
    public Uni<Response> issue(byte @Nullable [] body, @Context RoutingContext context) {
        Credential credential = DealsAccess.headers(new Exchange(context))
                .first()
                .orElseThrow(() -> Refusal.of(Refusal.Kind.NO_CREDENTIAL, "Authentication is required"));
        return Uni.createFrom()
                .item(() -> issue(body, credential))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .emitOn(RequestContext.current());
    }

    private Response issue(byte @Nullable [] body, Credential credential) {
        TicketRequest asked = TicketRequest.read(body, types);
        return switch (gatekeeper.issueTicket(credential, asked.rights(), asked.lifetime())) {
            case TicketAnswer.Issued(String ticket, var expiresIn, Rights rights) ->
                JsonAnswer.of(new Body(
                                ticket,
                                expiresIn.toSeconds(),
                                rights.equals(Rights.ALL) ? null : RightsJson.write(rights)))
                        .header("Cache-Control", "no-store")
                        .build();
            case TicketAnswer.Unfit(String member, String problem) -> throw Refusal.invalid(member, problem);
            case TicketAnswer.Denied(var reason) -> throw Doorkeeper.refusal(reason);
        };
    }
}
