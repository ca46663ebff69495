package io.bailiwick.gateway.spine;

import io.bailiwick.identity.Tenant;

/** Who asks: authenticated, and nothing more is said yet of where it may run. */
record Caller(Tenant tenant) {}
