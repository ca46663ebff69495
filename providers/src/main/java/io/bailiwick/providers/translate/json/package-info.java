/** What stands where in a body, and how is another one put together from its pieces? */
@NullMarked
package io.bailiwick.providers.translate.json;

import org.jspecify.annotations.NullMarked;
