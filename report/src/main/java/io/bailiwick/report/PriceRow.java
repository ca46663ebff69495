package io.bailiwick.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a million tokens cost somewhere; a null price was not published, and is not zero.
 *
 * @param where file and line
 * @param asOf when the price was read; null where the operator did not say
 * @param verified read at whoever charges it, not at a third party
 */
record PriceRow(
        String where,
        Glob provider,
        Glob region,
        Glob route,
        Glob model,
        String currency,
        BigDecimal input,
        @Nullable BigDecimal cachedInput,
        @Nullable BigDecimal cacheWrite,
        @Nullable BigDecimal output,
        @Nullable LocalDate asOf,
        boolean verified,
        String source,
        String note) {

    Glob.Fit fits(Traffic traffic) {
        List<Glob.Fit> fits = List.of(
                provider.fits(traffic.provider()),
                region.fits(traffic.region()),
                route.fits(traffic.route()),
                model.fits(traffic.version()));
        if (fits.contains(Glob.Fit.NO)) {
            return Glob.Fit.NO;
        }
        return fits.contains(Glob.Fit.MAYBE) ? Glob.Fit.MAYBE : Glob.Fit.YES;
    }

    /** What it speaks of, in the order of its columns. */
    String words() {
        return provider.text() + " " + region.text() + " " + route.text() + " " + model.text();
    }
}
