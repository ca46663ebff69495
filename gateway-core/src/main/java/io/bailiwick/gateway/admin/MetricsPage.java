package io.bailiwick.gateway.admin;

import org.jspecify.annotations.Nullable;

/** What a scraper reads, in the form that its {@code Accept} header asks for. */
public interface MetricsPage {

    String contentType(@Nullable String accept);

    byte[] scrape(@Nullable String accept);
}
