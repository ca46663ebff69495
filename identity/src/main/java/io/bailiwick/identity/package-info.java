/** Who asks, and under whose law? */
@NullMarked
package io.bailiwick.identity;

import org.jspecify.annotations.NullMarked;
