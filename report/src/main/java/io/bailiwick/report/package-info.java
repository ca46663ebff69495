/** What did it cost, region by region? Reads what the gateway counted or logged; decides nothing, keeps nothing. */
@NullMarked
package io.bailiwick.report;

import org.jspecify.annotations.NullMarked;
