"""What do the figures say, and is it what was wanted?"""
import statistics
from .cells import CELLS

YARD = "nginx"
GATEWAYS = {"bailiwick": 0, "io_uring": 1}  # which of a row's two targets is theirs
LAYOUT = {"bailiwick": "Bailiwick, epoll", "io_uring": "Bailiwick, io_uring", "nginx": "nginx", "haproxy": "HAProxy"}


def spread(values, digits=2, sign=""):
    """Median (least–most); a `sign` of "+" shows which way a difference goes."""
    if not values:
        return "–"
    form = f"{{:{sign},.{digits}f}}"
    if len(values) == 1:
        return form.format(values[0])
    return f"{form.format(statistics.median(values))} ({form.format(min(values))}–{form.format(max(values))})"


def best(rows, name, target):
    """For each turn its last valid window, a quiet one where there is one."""
    found = {}
    for r in rows:
        if r["cell"] == name and r["target"] == target and r["valid"]:
            kept = found.get(r["turn"])
            if kept is None or kept["loud"] or not r["loud"]:
                found[r["turn"]] = r
    return found


def paired(rows, name, target, yard, how):
    """`how` of both, turn by turn."""
    mine, base = best(rows, name, target), best(rows, name, yard)
    return [how(mine[turn], base[turn]) for turn in sorted(mine) if turn in base]


def ratios(rows, name, target, yard=YARD):
    return paired(rows, name, target, yard, lambda mine, base: mine["us"] / base["us"])


def refusals(rows, name, target):
    """How many times the requests that a CPU second serves it refuses in one."""
    over, served = best(rows, name, target), best(rows, "unary1k", target)
    found = []
    for turn in sorted(over):
        if turn in served:
            r, cost = over[turn], served[turn]["us"]
            refused = (r["us"] * r["units"] - cost * r["served"]) / r["refused"]
            found.append(cost / max(refused, .1))
    return found


class Row:
    """One line of the table: what each target shows, and what is wanted of the gateway."""

    def __init__(self, what, shows, wanted="", reached=None):
        self.what, self.shows, self.wanted, self.reached = what, shows, wanted, reached


def cost_row(name, what, limits):
    def shows(rows, target, _):
        own = [r["us"] for r in best(rows, name, target).values()]
        if not own:
            return "–"
        return f"{spread(own, 1)} µs" + ("" if target == YARD else f"; **{spread(ratios(rows, name, target))}**")

    def reached(rows, target, _):
        found = ratios(rows, name, target)
        return statistics.median(found) <= limits[GATEWAYS[target]] if found else None
    wanted = f"≤ {limits[0]}" if limits[0] == limits[1] else f"≤ {limits[0]} epoll, ≤ {limits[1]} io_uring"
    return Row(what, shows, wanted, reached)


def added(rows, name, target, figure, quantile):
    return paired(rows, name, target, "direct", lambda mine, base: mine[figure][quantile] - base[figure][quantile])


def open_row():
    def beside(rows, target):
        return paired(rows, "open200", target, YARD, lambda mine, base: mine["due"]["p50"] - base["due"]["p50"])

    def shows(rows, target, _):
        found = added(rows, "open200", target, "due", "p50")
        if not found:
            return "–"
        return f"{spread(found, 0)} µs" + ("" if target == YARD else f"; **nginx {spread(beside(rows, target), 0, '+')}**")

    def reached(rows, target, _):
        found = beside(rows, target)
        return statistics.median(found) <= 30 if found else None
    return Row("added p50, 200 rps on one connection", shows, "≤ nginx + 30 µs", reached)


def ttft_row(quantile, limit_us):
    def shows(rows, target, _):
        found = [us / 1e3 for us in added(rows, "ttft", target, "first", quantile)]
        return f"{spread(found, 2)} ms" if found else "–"

    def reached(rows, target, _):
        found = added(rows, "ttft", target, "first", quantile)
        return statistics.median(found) <= limit_us if found else None
    return Row(f"added TTFT {quantile}, 500 streams", shows, f"≤ {limit_us / 1e3:.0f} ms" if limit_us < 1e9 else "", reached if limit_us < 1e9 else None)


def streams_row():
    def shows(rows, target, _):
        found = list(best(rows, "streams2000", target).values())
        if not found:
            return "–"
        late, events = sum(r["late"] for r in found), sum(r["events"] for r in found)
        ms = spread([r["transit"]["p99"] / 1e3 for r in found], 1)
        return f"{late} of {events:,} late, p99 {ms} ms, {max(r['rss_mb'] for r in found):.0f} MB"

    def reached(rows, target, _):
        found = list(best(rows, "streams2000", target).values())
        return all(r["late"] == 0 and r["rss_mb"] <= 300 for r in found) if found else None
    return Row("2,000 streams, an event every 100 ms", shows, "none late by 20 ms, ≤ 300 MB", reached)


def start_row():
    def shows(_, target, started):
        return f"{spread(started[target]['starts'])} s" if target in started else "–"

    def reached(_, target, started):
        return statistics.median(started[target]["starts"]) <= .7 if target in started else None
    return Row("start to first 200", shows, "≤ 0.7 s", reached)


def idle_row():
    def shows(_, target, started):
        return f"{spread(started[target]['idle'], 0)} MB" if target in started else "–"

    def reached(_, target, started):
        return statistics.median(started[target]["idle"]) <= 120 if target in started else None
    return Row("RSS after its first 200", shows, "≤ 120 MB", reached)


def heap_row(name, what):
    def shows(rows, target, _):
        found = [r for r in best(rows, name, target).values() if r.get("allocated")]
        if not found:
            return "–"
        return f"{spread([r['allocated'] / 1024 for r in found], 1)} KB; {spread([r['paused_us'] for r in found])} µs"
    return Row(f"allocated by {what}; collecting it", shows)


def refusal_row(name, where):
    def shows(rows, target, _):
        found = refusals(rows, name, target)
        return f"{spread(found, 1)} x" if found else "–"

    def reached(rows, target, _):
        found = refusals(rows, name, target)
        return statistics.median(found) >= 3 if found else None
    return Row(f"requests refused (503) by {where} for one served, by CPU", shows, "≥ 3 x", reached)


ROWS = {
    "unary1k": [cost_row("unary1k", "CPU of a 1 KB request, 64 connections", (1.5, 1.1)), heap_row("unary1k", "a 1 KB request")],
    "unary32k": [cost_row("unary32k", "CPU of a 32 KB request, 64 connections", (2.0, 2.0))],
    "talk32k": [cost_row("talk32k", "CPU of a 32 KB request of many messages, escapes and umlauts, 64 connections", (2.0, 2.0))],
    "tools32k": [cost_row("tools32k", "CPU of a 32 KB request of 16 tools and such messages, 64 connections", (2.0, 2.0))],
    "unary100k": [cost_row("unary100k", "CPU of a 100 KB request, 16 connections", (2.0, 2.0)),
                  heap_row("unary100k", "a 100 KB request")],
    "paced": [cost_row("paced", "CPU of an event, 64 streams, 5 ms apart", (1.6, 1.35))],
    "sse": [cost_row("sse", "CPU of an event, 40 that come at once", (1.6, 1.35))],
    "open200": [open_row()],
    "ttft": [ttft_row("p50", 1e9), ttft_row("p99", 1000)],
    "streams2000": [streams_row()],
    "overload": [refusal_row("overload", "a full pool")],
    "full": [refusal_row("full", "a full gateway")],
}


def table(rows, cells, targets, started, more=()):
    """The README's table."""
    names = [t.name for t in targets if t.process]
    gates = [n for n in names if n in GATEWAYS]
    lines = ["| measure | " + " | ".join(LAYOUT.get(n, n) for n in names) + " | wanted | reached |", "|---|" + "--:|" * len(names) + "---|---|"]
    wanted = [row for name in cells for row in ROWS.get(name, [])] + ([start_row(), idle_row()] if started else []) + list(more)
    for row in wanted:
        said = [{True: "yes", False: "no", None: "–"}[row.reached(rows, n, started) if row.reached else None] for n in gates]
        known = [(n, word) for n, word in zip(gates, said) if word != "–"]
        reached = "; ".join(f"{n.replace('bailiwick', 'epoll')} {word}" for n, word in known) if len({word for _, word in known}) > 1 else (known or [("", "–")])[0][1]
        lines.append(f"| {row.what} | " + " | ".join(row.shows(rows, n, started) for n in names) + f" | {row.wanted or '–'} | {reached} |")
    return "\n".join(lines)


def honesty(rows, rested):
    """How much was checked, what was left out, who else was there, who was not at rest."""
    wrong, loud = [r for r in rows if not r["valid"]], [r for r in rows if r["loud"]]
    kept = [r for r in rows if r["valid"]]
    said = [f"{sum(r['checked'] for r in rows):,} answers, each checked; {len(rows)} windows, of which {len(wrong)} held a wrong answer and are left out, "
            f"and {len(loud)} were loud (others used more than a tenth of a CPU) and were measured again, twice at most."]
    if kept:
        said.append(f"Others used {statistics.median(100 * (r['foreign'] + r['steal']) for r in kept):.1f} % of a CPU in the median window, "
                    f"{max(100 * (r['foreign'] + r['steal']) for r in kept):.0f} % at most.")
    tired = [name for name, at_rest in rested.items() if not at_rest]
    said.append(f"**Compilers not at rest: {', '.join(tired)}; read those figures as upper bounds.**" if tired else "Every compiler had come to rest before.")
    said += [f"- left out: {r['target']}, {r['cell']}: {r['wrong']} {r['sample'][:160]}" for r in wrong]
    return "\n".join(said)
