package io.bailiwick.report;

/** One inline SVG, as wide as a phone and drawn by nobody else's script. */
final class Drawing {

    static final int WIDTH = 400;

    private final StringBuilder svg = new StringBuilder();
    private final String title;

    Drawing(String title) {
        this.title = title;
    }

    Drawing bar(String style, double x, double y, double width, double height, String tip) {
        svg.append("<rect class=\"")
                .append(style)
                .append("\" x=\"")
                .append(Markup.at(x))
                .append("\" y=\"");
        svg.append(Markup.at(y)).append("\" width=\"").append(Markup.at(width)).append("\" height=\"");
        svg.append(Markup.at(height))
                .append("\" rx=\"2\"><title>")
                .append(Markup.text(tip))
                .append("</title></rect>\n");
        return this;
    }

    /** {@code anchor}: start, middle or end. */
    Drawing words(double x, double y, String anchor, String words) {
        svg.append("<text x=\"").append(Markup.at(x)).append("\" y=\"").append(Markup.at(y));
        svg.append("\" text-anchor=\"")
                .append(anchor)
                .append("\">")
                .append(Markup.text(words))
                .append("</text>\n");
        return this;
    }

    Drawing rule(double y, double from, double to) {
        svg.append("<line class=\"rule\" x1=\"")
                .append(Markup.at(from))
                .append("\" x2=\"")
                .append(Markup.at(to));
        svg.append("\" y1=\"")
                .append(Markup.at(y))
                .append("\" y2=\"")
                .append(Markup.at(y))
                .append("\"/>\n");
        return this;
    }

    Drawing path(String style, String steps) {
        svg.append("<path class=\"")
                .append(style)
                .append("\" d=\"")
                .append(steps)
                .append("\"/>\n");
        return this;
    }

    Drawing dot(String style, double x, double y, String tip) {
        svg.append("<circle class=\"")
                .append(style)
                .append("\" cx=\"")
                .append(Markup.at(x))
                .append("\" cy=\"");
        svg.append(Markup.at(y))
                .append("\" r=\"1.8\"><title>")
                .append(Markup.text(tip))
                .append("</title></circle>\n");
        return this;
    }

    String of(double height) {
        return "<svg viewBox=\"0 0 " + WIDTH + " " + Markup.at(height) + "\" role=\"img\" aria-label=\""
                + Markup.text(title) + "\">\n" + svg + "</svg>\n";
    }
}
