package io.bailiwick.observability;

import java.time.Instant;
import java.util.EnumMap;

/** Writes the facts of one kind of span as its attributes. */
final class SpanFacts implements Facts {

    private static final double MICROS_PER_SECOND = 1e6;

    private final ProtoBytes out;

    /** Of the facts that stand on such a span. */
    private final EnumMap<Fact, SpanAttribute> attributes = new EnumMap<>(Fact.class);

    /** {@code field} is the field of a span that its attributes are. */
    SpanFacts(Fact.Place place, int field, ProtoBytes out) {
        this.out = out;
        for (Fact fact : Fact.values()) {
            if (fact.standsOn(place)) {
                attributes.put(fact, new SpanAttribute(field, fact.key()));
            }
        }
    }

    @Override
    public void text(Fact fact, String value) {
        SpanAttribute attribute = attributes.get(fact);
        if (attribute != null) {
            attribute.text(out, Bounded.own(value));
        }
    }

    @Override
    public void id(Fact fact, String value) {
        text(fact, value);
    }

    @Override
    public void foreign(Fact fact, String value) {
        SpanAttribute attribute = attributes.get(fact);
        if (attribute != null) {
            attribute.text(out, Bounded.foreign(value));
        }
    }

    /** A span has its times beside its attributes. */
    @Override
    public void instant(Fact fact, Instant at) {
        SpanAttribute attribute = attributes.get(fact);
        if (attribute != null) {
            attribute.text(out, at.toString());
        }
    }

    @Override
    public void number(Fact fact, long value) {
        SpanAttribute attribute = attributes.get(fact);
        if (attribute != null) {
            attribute.number(out, value);
        }
    }

    @Override
    public void flag(Fact fact, boolean value) {
        SpanAttribute attribute = attributes.get(fact);
        if (attribute != null) {
            attribute.flag(out, value);
        }
    }

    @Override
    public void time(Fact fact, long nanos) {
        SpanAttribute attribute = attributes.get(fact);
        if (attribute != null) {
            long micros = nanos / 1_000;
            attribute.fraction(out, micros / MICROS_PER_SECOND);
        }
    }
}
