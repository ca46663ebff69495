"""What does each feature cost, alone?"""
from .report import honesty, paired, spread
from .turns import turns

CELL = "unary1k"
WITHOUT = {  # each beside the whole, which has all of them
    "spans": dict(spans=False),
}


def features(bench):
    bench.gateway("whole")
    for name, how in WITHOUT.items():
        bench.gateway(f"without-{name}", **how)
    rested = bench.warm([CELL])
    turns(bench.targets, bench.load, [CELL], bench.a.turns, bench.a.seconds, bench.ours(), bench.rows)
    lines = ["| feature | µs per request without it | it costs, µs | of the whole |", "|---|--:|--:|--:|"]
    for name in WITHOUT:
        costs = [r["us"] for r in bench.rows if r["target"] == f"without-{name}" and r["valid"]]
        more = paired(bench.rows, CELL, "whole", f"without-{name}", lambda whole, less: whole["us"] - less["us"])
        share = paired(bench.rows, CELL, "whole", f"without-{name}", lambda whole, less: 100 * (1 - less["us"] / whole["us"]))
        lines.append(f"| {name} | {spread(costs, 1)} | {spread(more, 1)} | {spread(share, 1)} % |")
    whole = [r["us"] for r in bench.rows if r["target"] == "whole" and r["valid"]]
    bench.keep("\n".join(lines) + f"\n\nThe whole: {spread(whole, 1)} µs.\n\n" + honesty(bench.rows, rested), rested=rested)
