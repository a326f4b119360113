/// The progress of a case's analysis, as the clients of Veridox know it: `/cases/{id}/progress/...`.
@NullMarked
package io.dealstream.api.cases;

import org.jspecify.annotations.NullMarked;
