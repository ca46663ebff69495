/** How does this provider speak? Wire dialects: request, stream, usage, errors. */
@NullMarked
package io.bailiwick.providers;

import org.jspecify.annotations.NullMarked;
