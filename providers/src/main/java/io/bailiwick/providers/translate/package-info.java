/** How is what one dialect says said in another? */
@NullMarked
package io.bailiwick.providers.translate;

import org.jspecify.annotations.NullMarked;
