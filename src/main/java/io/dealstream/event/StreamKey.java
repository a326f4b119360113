package io.dealstream.event;

/// Names one stream: what all its readers have in common before any filter of their own.
public record StreamKey(Tenant tenant, Subject subject) {}
