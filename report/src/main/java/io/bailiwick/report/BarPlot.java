package io.bailiwick.report;

import java.util.ArrayList;
import java.util.List;

/** Bars beneath their names, each of one or several parts, all on one scale. */
final class BarPlot {

    private static final double STEP = 40;
    private static final double THICK = 15;

    private final String title;
    private final List<Bar> bars = new ArrayList<>();

    BarPlot(String title) {
        this.title = title;
    }

    /** {@code style}: a class of the page. */
    record Part(String style, double size, String tip) {}

    private record Bar(String name, String value, List<Part> parts) {
        double size() {
            return parts.stream().mapToDouble(Part::size).sum();
        }
    }

    void bar(String name, String value, List<Part> parts) {
        bars.add(new Bar(name, value, parts));
    }

    boolean empty() {
        return bars.isEmpty();
    }

    String svg() {
        double most = bars.stream().mapToDouble(Bar::size).max().orElse(0);
        Drawing drawing = new Drawing(title);
        double y = 0;
        for (Bar bar : bars) {
            drawing.words(0, y + 13, "start", bar.name()).words(Drawing.WIDTH, y + 13, "end", bar.value());
            double x = 0;
            for (Part part : bar.parts()) {
                double width = most == 0 ? 0 : part.size() / most * Drawing.WIDTH;
                if (width > 0) {
                    drawing.bar(part.style(), x, y + 19, Math.max(1, width), THICK, part.tip());
                }
                x += width;
            }
            drawing.rule(y + 19 + THICK, 0, Drawing.WIDTH);
            y += STEP;
        }
        return drawing.of(y);
    }
}
