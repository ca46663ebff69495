/** What does a provider look like from outside? A provider on loopback, for the demo and for tests. */
@NullMarked
package io.bailiwick.simulator;

import org.jspecify.annotations.NullMarked;
