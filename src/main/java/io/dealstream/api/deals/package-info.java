/// The streams of deals, batches and the organisation, as the clients of Banklyze know them: `/v1/events/...`.
@NullMarked
package io.dealstream.api.deals;

import org.jspecify.annotations.NullMarked;
