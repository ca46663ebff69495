package io.bailiwick.observability;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes the facts of a line. */
final class LineFacts implements Facts {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final JsonLine line;
    private long second = Long.MIN_VALUE;
    private String shownSecond = "";

    LineFacts(JsonLine line) {
        this.line = line;
    }

    @Override
    public void text(Fact fact, String value) {
        if (fact.standsOn(Fact.Place.LINE)) {
            line.text(fact.key(), value, Integer.MAX_VALUE);
        }
    }

    @Override
    public void instant(Fact fact, Instant at) {
        if (fact.standsOn(Fact.Place.LINE)) {
            if (at.getEpochSecond() != second) {
                shownSecond = SECONDS.format(at); // many lines belong to one second
                second = at.getEpochSecond();
            }
            line.instant(fact.key(), shownSecond, at.getNano() / 1_000_000);
        }
    }

    @Override
    public void number(Fact fact, long value) {
        if (fact.standsOn(Fact.Place.LINE)) {
            line.number(fact.key(), value);
        }
    }

    @Override
    public void flag(Fact fact, boolean value) {
        if (fact.standsOn(Fact.Place.LINE)) {
            line.flag(fact.key(), value);
        }
    }

    @Override
    public void time(Fact fact, long nanos) {
        if (!fact.standsOn(Fact.Place.LINE)) {
            return;
        }
        if (fact == Fact.FIRST_CHUNK) {
            line.seconds(fact.key(), nanos);
        } else {
            line.millis(fact.key(), nanos);
        }
    }
}
