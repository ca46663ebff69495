/** The provider's side of the wire: connections that carry one identity to one place. */
@NullMarked
package io.bailiwick.gateway.upstream;

import org.jspecify.annotations.NullMarked;
