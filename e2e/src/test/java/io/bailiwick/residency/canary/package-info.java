/** Code that is wrong on purpose: every class here breaks a rule of the house, so that the rules are known to bite. */
@NullMarked
package io.bailiwick.residency.canary;

import org.jspecify.annotations.NullMarked;
