/// The stream of file updates of a workspace, as the clients of Cosma know it: `/api/updates`. Live only.
@NullMarked
package io.dealstream.api.updates;

import org.jspecify.annotations.NullMarked;
