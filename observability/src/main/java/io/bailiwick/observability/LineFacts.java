package io.bailiwick.observability;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;

/** Writes the facts of a line. */
final class LineFacts implements Facts {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final JsonLine line;

    /** Of the facts that stand on a line. */
    private final EnumMap<Fact, LineKey> keys = new EnumMap<>(Fact.class);

    private long second = Long.MIN_VALUE;
    private String shownSecond = "";

    LineFacts(JsonLine line) {
        this.line = line;
        for (Fact fact : Fact.values()) {
            if (fact.standsOn(Fact.Place.LINE)) {
                keys.put(fact, new LineKey(fact.key()));
            }
        }
    }

    @Override
    public void text(Fact fact, String value) {
        LineKey key = keys.get(fact);
        if (key != null) {
            line.text(key, value, Bounded.MOST_CHARS);
        }
    }

    @Override
    public void id(Fact fact, String value) {
        LineKey key = keys.get(fact);
        if (key != null) {
            line.hex(key, value);
        }
    }

    @Override
    public void foreign(Fact fact, String value) {
        LineKey key = keys.get(fact);
        if (key != null) {
            line.text(key, value, Bounded.MOST_FOREIGN_CHARS);
        }
    }

    @Override
    public void instant(Fact fact, Instant at) {
        LineKey key = keys.get(fact);
        if (key != null) {
            if (at.getEpochSecond() != second) {
                shownSecond = SECONDS.format(at); // many lines belong to one second
                second = at.getEpochSecond();
            }
            line.instant(key, shownSecond, at.getNano() / 1_000_000);
        }
    }

    @Override
    public void number(Fact fact, long value) {
        LineKey key = keys.get(fact);
        if (key != null) {
            line.number(key, value);
        }
    }

    @Override
    public void flag(Fact fact, boolean value) {
        LineKey key = keys.get(fact);
        if (key != null) {
            line.flag(key, value);
        }
    }

    @Override
    public void time(Fact fact, long nanos) {
        LineKey key = keys.get(fact);
        if (key == null) {
            return;
        }
        if (fact == Fact.FIRST_CHUNK) {
            line.seconds(key, nanos);
        } else {
            line.millis(key, nanos);
        }
    }
}
