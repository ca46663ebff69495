/** Tests of how providers speak. */
@NullMarked
package io.bailiwick.providers;

import org.jspecify.annotations.NullMarked;
