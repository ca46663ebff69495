/** The life of a request: everything below serves it, only telemetry and main sit above. */
@NullMarked
package io.bailiwick.gateway;

import org.jspecify.annotations.NullMarked;
