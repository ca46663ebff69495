/** What operators read and do while it runs. */
@NullMarked
package io.bailiwick.gateway.admin;

import org.jspecify.annotations.NullMarked;
