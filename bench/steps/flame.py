"""How is a flame graph drawn? A row for each depth; a box is as wide as its share."""
import os, re
from harness.targets import ROOT

KERNELS = " [k]"
WIDE, ROW, NARROWEST = 1200, 15, .4
COLOURS = {"the kernel's": "#d98b8b", "ours": "#8bb3f3", "libraries' and Java's": "#f3c98b"}


def own_classes():
    """By their simple names."""
    return {file[:-5] for _, _, files in os.walk(ROOT) for file in files if file.endswith(".java")}


def kind(frame, own):
    if frame.endswith(KERNELS):
        return "the kernel's"
    return "ours" if re.split(r"[.$]", frame)[0] in own else "libraries' and Java's"


def svg(seen, title):
    """`seen` has samples by stack, from the outermost frame on."""
    root, total, own = [0, {}], sum(seen.values()), own_classes()
    for stack, count in seen.items():
        node = root
        node[0] += count
        for frame in stack:
            node = node[1].setdefault(frame, [0, {}])
            node[0] += count
    boxes = list(placed(root, 0, 0, total))
    high = (max(depth for depth, *_ in boxes) + 3) * ROW
    legend = " ".join(f'<tspan fill="{colour}">■</tspan> {what}' for what, colour in COLOURS.items())
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{high}" font-family="Verdana,sans-serif" font-size="10">',
           f'<rect width="100%" height="100%" fill="white"/><text x="6" y="14" font-size="12">{escaped(title)}  {legend}</text>']
    for depth, left, width, name, share in boxes:
        y, label = (depth + 1.5) * ROW, name.removesuffix(KERNELS)
        room = int(width / 6.2)
        text = f'<text x="{left + 2:.1f}" y="{y + 11:.0f}">{escaped(label[:room])}</text>' if room > 2 else ""
        out.append(f'<g><title>{escaped(label)} {share:.1f} %</title><rect x="{left:.1f}" y="{y:.0f}" width="{width:.1f}" height="{ROW - 1}" '
                   f'fill="{COLOURS[kind(name, own)]}"/>{text}</g>')
    return "\n".join(out) + "\n</svg>\n"


def placed(node, depth, left, total):
    for name, (count, below) in sorted(node[1].items()):
        width = count * WIDE / total
        if width >= NARROWEST:
            yield depth, left, width, name, 100 * count / total
            yield from placed([count, below], depth + 1, left, total)
        left += width


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
