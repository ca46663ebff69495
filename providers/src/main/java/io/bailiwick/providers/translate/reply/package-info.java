/** How is a reply that was given in one dialect said in another? Readers tell a {@link ReplySink}, and writers are one. */
@NullMarked
package io.bailiwick.providers.translate.reply;

import org.jspecify.annotations.NullMarked;
