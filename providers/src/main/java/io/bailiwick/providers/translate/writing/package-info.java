/** How does an endpoint's dialect say a conversation? One writer for each dialect, all from the one conversation. */
@NullMarked
package io.bailiwick.providers.translate.writing;

import org.jspecify.annotations.NullMarked;
