package rival;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// The service as one would write it in an hour: a broadcaster for each deal, and the framework does the rest. No ids to
/// resume from, no tenants, no limits.
@Path("/")
@ApplicationScoped
public class Deals {

    private final Map<Long, BroadcastProcessor<String>> deals = new ConcurrentHashMap<>();
    private final ObjectMapper json;

    Deals(ObjectMapper json) {
        this.json = json;
    }

    @Incoming("processing-events")
    public void receive(String value) throws Exception {
        JsonNode event = json.readTree(value);
        BroadcastProcessor<String> deal = deals.get(event.path("deal_id").longValue());
        if (deal != null) {
            deal.onNext(value);
        }
    }

    @GET
    @Path("deals/{id}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(long id, Sse sse) {
        return deals.computeIfAbsent(id, key -> BroadcastProcessor.create())
                .onOverflow()
                .buffer(1_024)
                .map(value -> sse.newEventBuilder()
                        .name("processing.progress")
                        .data(value)
                        .build());
    }

    @GET
    @Path("ready")
    public String ready() {
        return "ready";
    }
}
