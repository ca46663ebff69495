/** Who is next when an endpoint may take one more? Lines of waiting requests, in order of arrival; nothing is timed here. */
@NullMarked
package io.bailiwick.routing.waiting;

import org.jspecify.annotations.NullMarked;
