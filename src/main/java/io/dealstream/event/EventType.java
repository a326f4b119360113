package io.dealstream.event;

/// One entry of the catalogue. There is one instance per type; compare with `equals` all the same.
///
/// @param name as in the header `ce_type` and in `event:` lines, for example `processing.progress`
/// @param category the group by which clients may filter: `data_sync`, `provider`, ... for account events;
///     elsewhere the family, for example `processing`, `deal`, `batch`, `case`, `file`
public record EventType(String name, String category) {}
