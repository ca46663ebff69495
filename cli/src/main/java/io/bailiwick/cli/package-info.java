/** How do I run it? The only main, and the only place where everything is joined. */
@NullMarked
package io.bailiwick.cli;

import org.jspecify.annotations.NullMarked;
