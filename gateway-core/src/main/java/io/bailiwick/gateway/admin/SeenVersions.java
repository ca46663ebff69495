package io.bailiwick.gateway.admin;

import io.bailiwick.gateway.spine.ExchangeObserver;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The model and prompt versions that really served, per region, with first and last time, and how far regions differ. */
public final class SeenVersions implements ExchangeObserver {

    /** Versions that were seen within this time are at work at once. */
    public static final Duration WINDOW = Duration.ofMinutes(10);

    /** Models are named by upstreams, prompts by clients: neither may take the other's room. */
    private static final int MOST_OF_EACH = 1000;

    private static final Duration KEPT = Duration.ofDays(7);
    private static final String OTHER = "_other";
    private static final ModelKey OTHER_MODELS = new ModelKey(OTHER, OTHER, OTHER, null);
    private static final PromptKey OTHER_PROMPTS = new PromptKey(OTHER, OTHER, null, OTHER);

    private final Sightings<ModelKey> models = new Sightings<>(MOST_OF_EACH, KEPT);
    private final Sightings<PromptKey> prompts = new Sightings<>(MOST_OF_EACH, KEPT);
    private final Supplier<Instant> now;

    public SeenVersions(Supplier<Instant> now) {
        this.now = now;
    }

    @Override
    public void finished(ExchangeRecord record) {
        Stamp stamp = record.stamp();
        if (stamp.attempts() == 0) {
            return;
        }
        models.see(
                new ModelKey(stamp.region(), record.route(), stamp.modelVersion(), record.fingerprint()),
                OTHER_MODELS,
                record.at());
        prompts.see(
                new PromptKey(stamp.region(), record.route(), record.promptName(), stamp.promptVersion()),
                OTHER_PROMPTS,
                record.at());
    }

    /** How many model versions answered that route within the window, in whatever region, beyond the first. */
    public int modelSkew(String route) {
        return beyondTheFirst(models.since(now.get().minus(WINDOW)).stream()
                .filter(key -> key.route.equals(route) && !key.modelVersion.equals(Stamp.UNKNOWN))
                .map(ModelKey::modelVersion)
                .distinct()
                .count());
    }

    /** The same of a prompt, whose versions clients declare: only those that are {@code listed} count. */
    public int promptSkew(String name, Set<String> listed) {
        return beyondTheFirst(prompts.since(now.get().minus(WINDOW)).stream()
                .filter(key -> name.equals(key.promptName) && listed.contains(key.promptVersion))
                .map(PromptKey::promptVersion)
                .distinct()
                .count());
    }

    private static int beyondTheFirst(long count) {
        return (int) Math.max(0, count - 1);
    }

    List<Sightings.Row<ModelKey>> models() {
        return models.rows(Comparator.comparing(ModelKey::route)
                .thenComparing(ModelKey::region)
                .thenComparing(ModelKey::modelVersion)
                .thenComparing(key -> String.valueOf(key.fingerprint)));
    }

    List<Sightings.Row<PromptKey>> prompts() {
        return prompts.rows(Comparator.comparing((PromptKey key) -> String.valueOf(key.promptName))
                .thenComparing(PromptKey::promptVersion)
                .thenComparing(PromptKey::region)
                .thenComparing(PromptKey::route));
    }

    /** From when on a sighting counts as at work now. */
    Instant atWorkSince() {
        return now.get().minus(WINDOW);
    }

    /** A model as its upstream words it. */
    record ModelKey(
            String region,
            String route,
            String modelVersion,
            @Nullable String fingerprint) {

        // Spelled out, for what Java makes of a record is put together when it is first met, and a start waits for
        // that.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ModelKey key
                    && region.equals(key.region)
                    && route.equals(key.route)
                    && modelVersion.equals(key.modelVersion)
                    && Objects.equals(fingerprint, key.fingerprint);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * route.hashCode() + modelVersion.hashCode()) + Objects.hashCode(fingerprint);
        }
    }

    /** A prompt as its client declares it, or by its fingerprint. */
    record PromptKey(String region, String route, @Nullable String promptName, String promptVersion) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof PromptKey key
                    && region.equals(key.region)
                    && route.equals(key.route)
                    && Objects.equals(promptName, key.promptName)
                    && promptVersion.equals(key.promptVersion);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * route.hashCode() + Objects.hashCode(promptName)) + promptVersion.hashCode();
        }
    }
}
