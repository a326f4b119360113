package io.dealstream.client;

import java.util.List;

/// What a poll brought.
///
/// @param events in order
/// @param lastEventId where to go on; null where the service knows no place yet
/// @param hasMore whether another poll brings more at once
/// @param reset why the past is lost; null where it is not
/// @param ended why nothing more will come; null where something may
public record Page(List<Event> events, String lastEventId, boolean hasMore, String reset, String ended) {}
