/** Where may this request run? Pure: no I/O, no clock, no framework. */
@NullMarked
package io.bailiwick.residency;

import org.jspecify.annotations.NullMarked;
