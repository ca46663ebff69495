/** Does the shipped artefact do it, and is the house laid out as its papers say? */
@NullMarked
package io.bailiwick.e2e;

import org.jspecify.annotations.NullMarked;
