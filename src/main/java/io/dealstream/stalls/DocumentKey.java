package io.dealstream.stalls;

import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;

/// Names one document.
record DocumentKey(Tenant tenant, Subject deal, String document) {}
