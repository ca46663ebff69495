/** Who can take an attempt now: breakers, rests, quarantine and the retry budget. Time comes in, nothing is waited for. */
@NullMarked
package io.bailiwick.routing.health;

import org.jspecify.annotations.NullMarked;
