/// Who the caller is and what it may see: API keys, JWTs, tickets, scopes, rights, and how many streams a
/// caller may have open. Knows Kafka (the topics of keys and of used tickets) and SmallRye JWT, but no HTTP:
/// the dialects decide what a refusal looks like.
@NullMarked
package io.dealstream.access;

import org.jspecify.annotations.NullMarked;
