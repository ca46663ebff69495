package io.bailiwick.residency;

import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares where a response says that it ran with where it was permitted to run.
 *
 * <p>Only Anthropic's {@code usage.inference_geo} is such a statement: {@code us} names a place, {@code global} names
 * none, and {@code not_available} says nothing. A hint is what no document promises, such as the region of its resource that
 * Azure writes into a reply's head ({@code x-ms-region}): it can tell against a place, and never for one.
 */
public final class JudgeEvidence {

    /** Whose statements are read: a place's name is this and what it says. */
    private static final String OWNER = "anthropic:";

    private static final String SAYS_NOTHING = "not_available";
    private static final String SAYS_ANYWHERE = "global";

    private final Function<String, @Nullable Place> placeNamed;

    /** {@code placeNamed} finds a place of the catalogue by its name; null for one that nobody listed. */
    public JudgeEvidence(Function<String, @Nullable Place> placeNamed) {
        this.placeNamed = placeNamed;
    }

    /**
     * What is known then of where it ran.
     *
     * @param stated what the response says of itself; null where it says nothing
     * @param hint where else than declared it may have run, as {@link #hint} found; null for nowhere else
     */
    public Verdict of(
            Permitted permitted, Reach declared, Evidence promise, @Nullable String stated, @Nullable Reach hint) {
        if (hint != null && !permitted.covers(hint)) {
            return new Verdict(hint.shown(), hint.shownCountry(), Evidence.CONTRADICTED, false, hint);
        }
        Reach seen = seen(stated);
        if (seen == null) {
            return new Verdict(declared.shown(), declared.shownCountry(), promise, hint != null, hint);
        }
        if (!permitted.covers(seen)) {
            return new Verdict(seen.shown(), seen.shownCountry(), Evidence.CONTRADICTED, false, seen);
        }
        if (seen.equals(Reach.anywhere())) {
            return new Verdict(seen.shown(), seen.shownCountry(), Evidence.NONE, !declared.covers(seen), seen);
        }
        return new Verdict(seen.shown(), seen.shownCountry(), Evidence.OBSERVED, !isAmong(seen, declared), seen);
    }

    /** Where a response ran that states this; a statement that nobody listed may mean any place. Null where it says nothing. */
    private @Nullable Reach seen(@Nullable String stated) {
        if (stated == null || stated.isEmpty() || stated.equals(SAYS_NOTHING)) {
            return null;
        }
        return stated.equals(SAYS_ANYWHERE) ? Reach.anywhere() : placeShown(OWNER + stated);
    }

    /**
     * The region {@code name}, where it is another than the only one that is declared. Of an endpoint that may run in several
     * it says nothing, and a name that nobody listed says nothing either.
     */
    public @Nullable Reach hint(Reach declared, String name) {
        Place place = placeNamed.apply(name);
        boolean oneRegion = declared.match(
                () -> false, places -> places.size() == 1 && places.iterator().next() instanceof Region);
        if (place == null || !oneRegion || declared.covers(Reach.of(place))) {
            return null;
        }
        return Reach.of(place);
    }

    /** What was seen, from how it {@linkplain Reach#shown is shown}; a name that nobody listed may mean any place. */
    public Reach placeShown(String name) {
        Place place = placeNamed.apply(name);
        return place == null ? Reach.anywhere() : Reach.of(place);
    }

    /** By country: a provider's area may be smaller or larger than the region that an operator wrote. */
    private static boolean isAmong(Reach seen, Reach declared) {
        return declared.match(
                () -> true,
                places -> seen.within(Boundary.within(
                        places.stream()
                                .flatMap(place -> place.countries().stream())
                                .collect(Collectors.toSet()),
                        Set.of())));
    }

    /**
     * What is known of where a response ran.
     *
     * @param region the observed place, else the declared reach, as shown everywhere
     * @param mismatch observed, or hinted at, inside the boundary, but outside the declared reach
     * @param seen where it says, or hints, that it ran, and what tells most against it; null where it says nothing
     */
    public record Verdict(
            String region,
            String country,
            Evidence evidence,
            boolean mismatch,
            @Nullable Reach seen) {}
}
