/** Which endpoint runs it, and which next if that fails? Pure: no I/O, no clock of its own, no framework. */
@NullMarked
package io.bailiwick.routing;

import org.jspecify.annotations.NullMarked;
