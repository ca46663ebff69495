"""When has a compiler come to rest?"""
import time
from .cells import CELLS
from .targets import say

STILL = .05  # two windows in a row differ by no more
IDLE = .03   # of the work, for the compilers


def warm(target, load, cells, ours, most_s, seconds=3):
    """Load on every kind of request, until each costs in two windows the same; at most so long. Says whether it rested."""
    if not target.jit:
        for name in cells:
            r = load.run(target, name, CELLS[name], max(.5, target.warm_s / len(cells)), ours, warm=.2, fills=target.fills, of=target.of)
            if r["wrong"]:
                say(f"{target.name}, warming with {name}: {r['wrong']} {r['sample'][:300]}")
        return True
    begun, last = time.monotonic(), {}
    while True:
        round_begun = time.monotonic()
        target.process.spread_compilers()
        seen = {name: load.run(target, name, CELLS[name], seconds, ours, warm=.2, fills=target.fills, of=target.of) for name in cells}
        for name, r in seen.items():
            if r["wrong"]:
                say(f"{target.name}, warming with {name}: {r['wrong']} {r['sample'][:300]}")
        still = [name for name, r in seen.items() if name in last and abs(r["us"] / last[name] - 1) < STILL
                 and r["compilers"] < IDLE * max(r["proxy_cpu"], .01)]
        last = {name: r["us"] for name, r in seen.items()}
        rested, spent = len(still) == len(cells), time.monotonic() - begun
        costs = ", ".join(f"{name} {r['us']:.1f} µs{'' if name in still else '~'}" for name, r in seen.items())
        if rested or spent + time.monotonic() - round_begun > most_s:
            say(f"{target.name}: {'warm' if rested else 'NOT AT REST'} after {spent:.0f} s; {costs}")
            return rested
        say(f"{target.name}: warming, {spent:.0f} of at most {most_s:.0f} s; {costs}")
