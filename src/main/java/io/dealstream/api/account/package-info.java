/// The stream of everything that concerns the signed-in user, as the clients of Dashtam know it: `/api/v1/events`.
@NullMarked
package io.dealstream.api.account;

import org.jspecify.annotations.NullMarked;
