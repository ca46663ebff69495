package io.bailiwick.providers.translate.reply;

/** A page that a stretch of the text rests on; the stretch ends before {@code end}. */
record UrlCitation(long start, long end, String url, String title) {}
