package io.bailiwick.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A line for each region over the slots of the period, broken where nothing is known. */
final class LinePlot {

    private static final double LEFT = 64;
    private static final double RIGHT = Drawing.WIDTH - 8.0;
    private static final double TOP = 10;
    private static final double BOTTOM = 150;
    private static final int RULES = 4;

    private final String title;
    private final Period period;
    private final DoubleFunction<String> words;
    private final List<Line> lines = new ArrayList<>();

    LinePlot(String title, Period period, DoubleFunction<String> words) {
        this.title = title;
        this.period = period;
        this.words = words;
    }

    private record Line(int number, String name, List<@Nullable Double> values) {}

    void line(int number, String name, IntFunction<@Nullable Double> values) {
        List<@Nullable Double> all = new ArrayList<>();
        for (int slot = 0; slot < Period.SLOTS; slot++) {
            all.add(values.apply(slot));
        }
        if (all.stream().anyMatch(each -> each != null)) {
            lines.add(new Line(number, name, all));
        }
    }

    boolean empty() {
        return lines.isEmpty();
    }

    /** {@code most}: the top of the scale; 0 takes what the values need. */
    String svg(double most) {
        double top = most > 0 ? most : nice();
        Drawing drawing = new Drawing(title);
        for (int i = 0; i <= RULES; i++) {
            double y = BOTTOM - (BOTTOM - TOP) * i / RULES;
            drawing.rule(y, LEFT, RIGHT).words(LEFT - 6, y + 4, "end", words.apply(top * i / RULES));
        }
        times(drawing);
        lines.forEach(line -> draw(drawing, line, top));
        return drawing.of(BOTTOM + 22);
    }

    private void times(Drawing drawing) {
        String pattern = period.length().toHours() <= 48 ? "HH:mm" : "MM-dd";
        DateTimeFormatter form =
                DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
        Instant middle = period.from().plus(period.length().dividedBy(2));
        drawing.words(LEFT, BOTTOM + 16, "start", form.format(period.from()))
                .words((LEFT + RIGHT) / 2, BOTTOM + 16, "middle", form.format(middle))
                .words(RIGHT, BOTTOM + 16, "end", form.format(period.to()) + " UTC");
    }

    private void draw(Drawing drawing, Line line, double top) {
        StringBuilder path = new StringBuilder();
        boolean down = false;
        for (int slot = 0; slot < Period.SLOTS; slot++) {
            Double value = line.values().get(slot);
            if (value == null) {
                down = false;
                continue;
            }
            double x = LEFT + (RIGHT - LEFT) * (slot + 0.5) / Period.SLOTS;
            double y = BOTTOM - (BOTTOM - TOP) * Math.min(1, value / top);
            path.append(down ? 'L' : 'M').append(Markup.at(x)).append(' ').append(Markup.at(y));
            drawing.dot("dot r" + line.number(), x, y, line.name() + ": " + words.apply(value));
            down = true;
        }
        drawing.path("line r" + line.number(), path.toString());
    }

    /** One, two or five times a power of ten, above every value. */
    private double nice() {
        double most = lines.stream()
                .flatMap(line -> line.values().stream())
                .mapToDouble(value -> value == null ? 0 : value)
                .max()
                .orElse(0);
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1e-9))));
        for (double step : new double[] {1, 2, 4, 5, 8}) {
            if (most <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
