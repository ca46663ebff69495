/** What is happening? Implements the observers that the others declare; decides nothing. */
@NullMarked
package io.bailiwick.observability;

import org.jspecify.annotations.NullMarked;
