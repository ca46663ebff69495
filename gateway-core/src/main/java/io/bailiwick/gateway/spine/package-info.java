/** One request, step by step: each asks one module, and turns its no into a refusal. */
@NullMarked
package io.bailiwick.gateway.spine;

import org.jspecify.annotations.NullMarked;
