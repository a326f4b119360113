package io.dealstream.client;

import java.util.Map;

/// An event's fields by name. Implemented by the records in [Events], which are made of the service's catalogue.
public interface TypedEvent {

    /// The name of the type: `processing.progress`.
    String type();

    /// The fields as they stand in JSON; those that are null and may be left out are not there.
    Map<String, Object> fields();
}
