"""What do more routes, tenants and endpoints cost?"""
import statistics
from .cells import CELLS, request
from .plot import plot
from .policy import key, model
from .report import honesty, paired, spread
from .targets import ROOT, say, write
from .turns import turns
from .warm import warm

CELL = "unary1k"
AXES = {"routes": (1, 10, 100, 1_000), "tenants": (1, 100, 1_000, 10_000), "endpoints": (1, 10, 100)}
FLAT = 1.05  # what noise does to two that are the same


def growth(bench):
    """One axis after another, so that few gateways run at a time; the requests of a point use all that it has, by turns."""
    curves, rested = {}, {}
    for axis, points in AXES.items():
        gateways = [gateway_of(bench, axis, n) for n in points]
        for t in gateways:
            rested[t.name] = warm(t, bench.load, [CELL], bench.ours(), bench.a.warm_s)
        turns(gateways, bench.load, [CELL], bench.a.turns, bench.a.seconds, bench.ours(), bench.rows)
        bench.stop(gateways)
        curves[axis] = [(n, paired(bench.rows, CELL, t.name, gateways[0].name, lambda mine, base: mine["us"] / base["us"]),
                         [r["us"] for r in bench.rows if r["target"] == t.name and r["valid"]]) for n, t in zip(points, gateways)]
    write(f"{bench.a.out}.svg" if bench.a.out_given else f"{ROOT}/docs/images/growth.svg",
          plot(f"CPU of a 1 KB request beside that with one ({bench.a.turns} turns: median, least and most)", {axis: [p[:2] for p in c] for axis, c in curves.items()}))
    bench.keep(table(curves) + "\n\n" + honesty(bench.rows, rested), rested=rested)


def gateway_of(bench, axis, n):
    """A gateway with so many of one thing, and the requests that use them all."""
    t = bench.gateway(f"{axis}-{n}", **{axis: n})
    first = model(0) if axis == "routes" else None
    t.of = request(CELLS[CELL], model=first)
    if n > 1 and axis != "endpoints":
        t.fills = write(f"{bench.work}/{t.name}.fills", "".join((model(i) if axis == "routes" else key(i)) + "\n" for i in range(n)))
    return t


def table(curves):
    lines = ["| what | how many | µs per request | beside one | flat |", "|---|--:|--:|--:|---|"]
    for axis, points in curves.items():
        for n, ratios, costs in points:
            flat = "–" if n == 1 or not ratios else "yes" if statistics.median(ratios) <= FLAT else "no"
            lines.append(f"| {axis} | {n:,} | {spread(costs, 1)} | {spread(ratios)} | {flat} |")
    return "\n".join(lines)
