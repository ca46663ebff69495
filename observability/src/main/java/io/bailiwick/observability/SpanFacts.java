package io.bailiwick.observability;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.time.Instant;

/** Gathers the facts of one kind of span as its attributes. */
final class SpanFacts implements Facts {

    private static final double MICROS_PER_SECOND = 1e6;

    private final Fact.Place place;
    private final AttributesBuilder attributes = Attributes.builder();

    SpanFacts(Fact.Place place) {
        this.place = place;
    }

    @Override
    public void text(Fact fact, String value) {
        if (fact.standsOn(place)) {
            attributes.put(AttributeKey.stringKey(fact.key()), Bounded.own(value));
        }
    }

    @Override
    public void id(Fact fact, String value) {
        text(fact, value);
    }

    @Override
    public void foreign(Fact fact, String value) {
        if (fact.standsOn(place)) {
            attributes.put(AttributeKey.stringKey(fact.key()), Bounded.foreign(value));
        }
    }

    /** A span has its times beside its attributes. */
    @Override
    public void instant(Fact fact, Instant at) {
        if (fact.standsOn(place)) {
            attributes.put(AttributeKey.stringKey(fact.key()), at.toString());
        }
    }

    @Override
    public void number(Fact fact, long value) {
        if (fact.standsOn(place)) {
            attributes.put(AttributeKey.longKey(fact.key()), value);
        }
    }

    @Override
    public void flag(Fact fact, boolean value) {
        if (fact.standsOn(place)) {
            attributes.put(AttributeKey.booleanKey(fact.key()), value);
        }
    }

    @Override
    public void time(Fact fact, long nanos) {
        if (fact.standsOn(place)) {
            long micros = nanos / 1_000;
            attributes.put(AttributeKey.doubleKey(fact.key()), micros / MICROS_PER_SECOND);
        }
    }

    Attributes gathered() {
        return attributes.build();
    }
}
