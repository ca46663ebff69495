@NullMarked
package io.bailiwick.providers.translate;

import org.jspecify.annotations.NullMarked;
