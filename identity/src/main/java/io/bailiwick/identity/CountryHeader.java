package io.bailiwick.identity;

import java.net.InetAddress;
import java.util.function.Predicate;

/** A header in which trusted peers, and nobody else, say the user's country. */
public record CountryHeader(String name, Predicate<InetAddress> trusted) {}
