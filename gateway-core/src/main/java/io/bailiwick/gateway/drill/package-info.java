/** What happens when a place goes away? Rehearsed: attempts there fail, nothing is ever sent where it was not before. */
@NullMarked
package io.bailiwick.gateway.drill;

import org.jspecify.annotations.NullMarked;
