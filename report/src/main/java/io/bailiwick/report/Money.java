package io.bailiwick.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Amounts, each in its own currency: nothing is converted. */
record Money(SortedMap<String, BigDecimal> amounts) {

    static final Money NOTHING = new Money(Collections.emptySortedMap());

    private static final int SHOWN_DIGITS = 4;

    Money {
        amounts = Collections.unmodifiableSortedMap(new TreeMap<>(amounts));
    }

    static Money of(String currency, BigDecimal amount) {
        return new Money(new TreeMap<>(Collections.singletonMap(currency, amount)));
    }

    Money and(Money other) {
        SortedMap<String, BigDecimal> both = new TreeMap<>(amounts);
        other.amounts.forEach((currency, amount) -> both.merge(currency, amount, BigDecimal::add));
        return new Money(both);
    }

    /** To the hundredth of a cent. */
    String words() {
        return amounts.isEmpty()
                ? "0"
                : amounts.entrySet().stream()
                        .map(each -> each.getValue()
                                        .setScale(SHOWN_DIGITS, RoundingMode.HALF_UP)
                                        .toPlainString() + " " + each.getKey())
                        .collect(Collectors.joining(" + "));
    }
}
