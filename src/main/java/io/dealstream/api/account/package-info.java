/// The stream of the signed-in user's events, as the clients of Dashtam know it: `/api/v1/events`.
@NullMarked
package io.dealstream.api.account;

import org.jspecify.annotations.NullMarked;
