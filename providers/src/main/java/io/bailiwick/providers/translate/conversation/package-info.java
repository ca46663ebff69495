/** What does a request say, whatever dialect it is said in? */
@NullMarked
package io.bailiwick.providers.translate.conversation;

import org.jspecify.annotations.NullMarked;
