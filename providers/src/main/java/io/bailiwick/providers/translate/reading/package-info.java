/** What does a client's dialect say? One reader for each dialect, all into the one conversation. */
@NullMarked
package io.bailiwick.providers.translate.reading;

import org.jspecify.annotations.NullMarked;
