/// Who is asking and what may they see: API keys, JWTs, tickets, scopes, and how many streams a caller may hold open.
/// Knows Kafka (the topic of keys) and SmallRye JWT, but no HTTP: what a refusal looks like is for the dialects to
/// say.
@NullMarked
package io.dealstream.access;

import org.jspecify.annotations.NullMarked;
