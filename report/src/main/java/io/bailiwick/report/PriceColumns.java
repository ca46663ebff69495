package io.bailiwick.report;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The columns of a file of prices, in the order in which its first line names them. */
record PriceColumns(List<String> names) {

    static final String EXPECTED = "provider,region,route,model,currency,input,cached_input,cache_write,output,factor,"
            + "as_of,verified,source,note";

    /** In a cell of {@code cached_input} or {@code cache_write}: costs what other input costs. */
    static final String AS_INPUT = "input";

    private static final List<String> KNOWN = List.of(EXPECTED.split(","));
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final BigDecimal MOST = new BigDecimal("1000000");

    static PriceColumns of(String line) {
        List<String> names =
                Arrays.stream(line.split(",", -1)).map(String::strip).toList();
        for (String name : names) {
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("no column is called '" + name + "' (expected: " + EXPECTED + ")");
            }
        }
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("a column is named twice: " + line);
        }
        for (String needed : List.of("currency", "input")) {
            if (!names.contains(needed)) {
                throw new IllegalArgumentException("the column '" + needed + "' is missing");
            }
        }
        return new PriceColumns(names);
    }

    PriceRow row(String where, String line) {
        String[] values = line.split(",", -1);
        if (values.length != names.size()) {
            throw new IllegalArgumentException(
                    values.length + " cells (expected: " + names.size() + ", and no comma inside a cell)");
        }
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            cells.put(names.get(i), values[i].strip());
        }
        BigDecimal factor = factor(cells);
        BigDecimal input = price(cells, "input", factor, null);
        if (input == null) {
            throw new IllegalArgumentException("input is empty (expected: the price of a million tokens)");
        }
        BigDecimal cached = price(cells, "cached_input", factor, input);
        if (cached != null && cached.compareTo(input) > 0) {
            throw new IllegalArgumentException("cached_input costs more than input: " + line);
        }
        return new PriceRow(
                where,
                glob(cells, "provider"),
                glob(cells, "region"),
                glob(cells, "route"),
                glob(cells, "model"),
                currency(cells),
                input,
                cached,
                price(cells, "cache_write", factor, input),
                price(cells, "output", factor, null),
                date(cells),
                verified(cells),
                cells.getOrDefault("source", ""),
                cells.getOrDefault("note", ""));
    }

    private static Glob glob(Map<String, String> cells, String name) {
        String text = cells.getOrDefault(name, "");
        return new Glob(text.isEmpty() ? "*" : text);
    }

    private static String currency(Map<String, String> cells) {
        String word = cells.getOrDefault("currency", "");
        if (!CURRENCY.matcher(word).matches()) {
            throw new IllegalArgumentException("currency is '" + word + "' (expected: three capitals, such as EUR)");
        }
        return word;
    }

    private static BigDecimal factor(Map<String, String> cells) {
        BigDecimal factor = number(cells, "factor");
        if (factor != null && factor.signum() == 0) {
            throw new IllegalArgumentException("factor is 0 (expected: what the list price is multiplied by)");
        }
        return factor == null ? BigDecimal.ONE : factor;
    }

    private static @Nullable BigDecimal price(
            Map<String, String> cells, String name, BigDecimal factor, @Nullable BigDecimal input) {
        if (input != null && cells.getOrDefault(name, "").equals(AS_INPUT)) {
            return input;
        }
        BigDecimal list = number(cells, name);
        return list == null ? null : list.multiply(factor);
    }

    private static @Nullable BigDecimal number(Map<String, String> cells, String name) {
        String text = cells.getOrDefault(name, "");
        if (text.isEmpty()) {
            return null;
        }
        if (!text.matches("\\d{1,7}(\\.\\d{1,9})?") || new BigDecimal(text).compareTo(MOST) > 0) {
            throw new IllegalArgumentException(name + " is '" + text + "' (expected: a number such as 2.50"
                    + (name.startsWith("cache") ? ", or '" + AS_INPUT + "'" : "") + ")");
        }
        return new BigDecimal(text);
    }

    private static @Nullable LocalDate date(Map<String, String> cells) {
        String text = cells.getOrDefault("as_of", "");
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("as_of is '" + text + "' (expected: a day such as 2026-11-27)", wrong);
        }
    }

    private static boolean verified(Map<String, String> cells) {
        String text = cells.getOrDefault("verified", "");
        return switch (text) {
            case "yes" -> true;
            case "no", "" -> false;
            default -> throw new IllegalArgumentException("verified is '" + text + "' (expected: yes or no)");
        };
    }
}
