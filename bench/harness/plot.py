"""How does a curve look? One SVG, drawn by hand: x grows by tens, y is a ratio, bars are least and most."""
import math, statistics

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 400, 60, 120, 50, 50
COLOURS = ("#1f6feb", "#c2410c", "#15803d", "#7c3aed", "#0f766e")


def plot(title, curves):
    """`curves` are names of lists of (x, ratios)."""
    most_x = max(x for points in curves.values() for x, _ in points)
    top = max([1.5] + [1.1 * max(ratios) for points in curves.values() for _, ratios in points if ratios])

    def across(x):
        return LEFT + (WIDTH - LEFT - RIGHT) * math.log10(x) / max(math.log10(most_x), 1)

    def up(y):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * y / top
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13" role="img">',
           f"<title>{title}</title>", f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>', f'<text x="{LEFT}" y="26" font-size="15">{title}</text>']
    step = .25 if top < 2.5 else .5 if top < 6 else math.ceil(top / 8)
    for i in range(int(top / step) + 1):
        y = i * step
        out.append(f'<path d="M{LEFT} {up(y):.1f}H{WIDTH - RIGHT}" stroke="{"#555555" if y in (0, 1) else "#dddddd"}"/>'
                   f'<text x="{LEFT - 8}" y="{up(y) + 4:.1f}" text-anchor="end">{y:g}</text>')
    for power in range(int(math.log10(most_x)) + 1):
        out.append(f'<text x="{across(10 ** power):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{10 ** power:,}</text>')
    named = []  # heights that are taken
    for colour, (name, points) in zip(COLOURS, curves.items()):
        points = [(x, ratios) for x, ratios in points if ratios]
        middle = [(across(x), up(statistics.median(ratios))) for x, ratios in points]
        out.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in middle)}"/>')
        for (x, ratios), (at, height) in zip(points, middle):
            out.append(f'<path d="M{at:.1f} {up(min(ratios)):.1f}V{up(max(ratios)):.1f}" stroke="{colour}"/><circle cx="{at:.1f}" cy="{height:.1f}" r="3.5" fill="{colour}"/>')
        if middle:
            height = middle[-1][1]
            while any(abs(height - taken) < 16 for taken in named):
                height -= 16
            named.append(height)
            out.append(f'<text x="{WIDTH - RIGHT + 10}" y="{height + 4:.1f}" fill="{colour}">{name}</text>')
    return "\n".join(out) + "\n</svg>\n"
