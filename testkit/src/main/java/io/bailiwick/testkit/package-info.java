/** How is a fault staged? */
@NullMarked
package io.bailiwick.testkit;

import org.jspecify.annotations.NullMarked;
