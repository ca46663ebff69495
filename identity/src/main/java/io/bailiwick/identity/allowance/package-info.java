/** How much may a tenant still ask for? Buckets of requests and tokens that refill with the minute; time comes in. */
@NullMarked
package io.bailiwick.identity.allowance;

import org.jspecify.annotations.NullMarked;
