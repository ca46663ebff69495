/** The client's side of the wire: bytes in, replies and refusals out. */
@NullMarked
package io.bailiwick.gateway.downstream;

import org.jspecify.annotations.NullMarked;
