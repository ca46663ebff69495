/** What did the operator ask for? Text in, a checked and immutable snapshot out. */
@NullMarked
package io.bailiwick.config;

import org.jspecify.annotations.NullMarked;
