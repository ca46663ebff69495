package io.bailiwick.observability;

/** Writes the facts of a line. */
final class LineFacts implements Facts {

    private final JsonLine line;

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
