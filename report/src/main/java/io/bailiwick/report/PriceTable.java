package io.bailiwick.report;

import java.util.ArrayList;
import java.util.List;

/** Prices in the order in which they are asked: the first row that fits is the price. */
public final class PriceTable {

    private final List<PriceRow> rows;

    PriceTable(List<PriceRow> rows) {
        this.rows = List.copyOf(rows);
    }

    /** These first, then those of {@code later}. */
    public PriceTable before(PriceTable later) {
        List<PriceRow> both = new ArrayList<>(rows);
        both.addAll(later.rows);
        return new PriceTable(both);
    }

    List<PriceRow> rows() {
        return rows;
    }

    /** A row that only might fit settles nothing, and hides all rows below it. */
    Priced of(Traffic traffic) {
        for (PriceRow row : rows) {
            Glob.Fit fit = row.fits(traffic);
            if (fit == Glob.Fit.YES) {
                return new Priced.ByRow(row);
            }
            if (fit == Glob.Fit.MAYBE) {
                return new Priced.Not("not known well enough to choose a price (" + row.where() + " might fit)");
            }
        }
        return new Priced.Not("no price fits");
    }
}
