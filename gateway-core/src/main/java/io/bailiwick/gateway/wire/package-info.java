/** How a message of HTTP/1.1 stands on the wire, whichever way it goes. */
@NullMarked
package io.bailiwick.gateway.wire;

import org.jspecify.annotations.NullMarked;
