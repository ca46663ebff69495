"""What do more routes, tenants and endpoints cost?"""
import copy, hashlib, json, os, random, signal, statistics, time
from .cells import CELLS, request
from .plot import plot
from .policy import key, model, policy
from .process import read
from .report import Row, honesty, paired, spread
from .targets import ROOT, say, write
from .turns import figure
from .warm import warm

CELL = "unary1k"
AXES = {"routes": (1, 10, 100, 1_000), "tenants": (1, 100, 1_000, 10_000), "endpoints": (1, 10, 100)}
ONE = dict(routes=1, tenants=1, endpoints=1)
FLAT = 1.05  # what noise does to two that are the same
PASSES = 2  # over all points before any is measured, so that no compiled code is of one point alone


def growth(bench):
    """
    One gateway, which reloads its policy between windows: no figure holds how well another process was compiled. Each point is measured
    right after one of everything, and compared with that.
    """
    gateway = bench.gateway("gateway", routes=1)
    points = {"one": point(bench, gateway, "one")}
    for axis, sizes in AXES.items():
        points.update({f"{axis}-{n}": point(bench, gateway, f"{axis}-{n}", axis, n) for n in sizes[1:]})
    rested = {"gateway": warm(points["one"], bench.load, [CELL], bench.ours(), bench.a.warm_s)}
    chance, begun, turns = random.Random(1), time.monotonic(), bench.a.turns
    for turn in range(-PASSES, turns):
        order = [t for name, t in points.items() if name != "one"]
        chance.shuffle(order)
        for i, t in enumerate(order):
            for each in (points["one"], t) if turn >= 0 else (t,):
                each.reload()
                figure(each, bench.load, CELL, bench.a.seconds, bench.ours(), turn * len(order) + i, bench.rows if turn >= 0 else [])
        done = turn + PASSES + 1
        say(f"pass {done} of {turns + PASSES}; about {(time.monotonic() - begun) / done * (turns - turn - 1) / 60:.0f} min left")
    curves = {axis: [(n, *seen(bench.rows, "one" if n == 1 else f"{axis}-{n}")) for n in sizes] for axis, sizes in AXES.items()}
    write(f"{bench.a.out}.svg" if bench.a.out_given else f"{ROOT}/docs/images/growth.svg",
          plot(f"CPU of a 1 KB request beside that with one ({turns} turns: median, least and most)", {axis: [p[:2] for p in c] for axis, c in curves.items()}))
    largest = {axis: (points[-1][0], statistics.median(points[-1][1])) for axis, points in curves.items() if points[-1][1]}
    bench.keep(table(curves) + "\n\n" + honesty(bench.rows, rested), rested=rested, largest=largest, jar=digest_of(bench.build.jar))


def digest_of(jar):
    with open(jar, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def row_of(jar, file=f"{ROOT}/bench/growth.json"):
    """The table's line of growth, from what was measured last; None where that was another build."""
    try:
        with open(file) as f:
            found = json.load(f)
    except (OSError, ValueError):
        return None
    if found.get("jar") != digest_of(jar) or not found.get("largest"):
        return None
    said = ", ".join(f"{ratio:.2f} at {n:,} {axis}" for axis, (n, ratio) in found["largest"].items())
    flat = all(ratio <= FLAT for _, ratio in found["largest"].values())
    return Row("CPU of a 1 KB request, beside that with one", lambda rows, target, started: said if target == "bailiwick" else "–", f"≤ {FLAT}",
               lambda rows, target, started: flat if target == "bailiwick" else None)


def seen(rows, name):
    return paired(rows, CELL, name, "one", lambda mine, base: mine["us"] / base["us"]), [r["us"] for r in rows if r["target"] == name and r["valid"]]


def point(bench, gateway, name, axis=None, n=1):
    """The gateway with so many of one thing, and the requests that use them all by turns."""
    t = copy.copy(gateway)
    own = f"{bench.work}/{gateway.name}"
    t.name, t.of = name, request(CELLS[CELL], model=model(0))
    if axis in ("routes", "tenants"):
        t.fills = write(f"{bench.work}/{name}.fills", "".join((model(i) if axis == "routes" else key(i)) + "\n" for i in range(n)))
    rules = policy(gateway.port, bench.load.port, own, **dict(ONE, **({axis: n} if axis else {})))
    t.reload = lambda: reload(gateway, f"{own}/policy.yaml", rules)
    return t


def reload(gateway, file, rules, seconds=60):
    """Returns when the policy is in force."""
    if read(file) == rules:
        return
    before, end = read(gateway.process.log).count("is in force"), time.monotonic() + seconds
    os.replace(write(file + ".new", rules), file)
    os.kill(gateway.process.p.pid, signal.SIGHUP)
    while read(gateway.process.log).count("is in force") == before:
        if time.monotonic() > end or gateway.process.p.poll() is not None:
            raise SystemExit(f"bench: the gateway did not take its next policy within {seconds} s" + gateway.process.last_words())
        time.sleep(.02)


def table(curves):
    lines = ["| what | how many | µs per request | beside one | flat |", "|---|--:|--:|--:|---|"]
    for axis, points in curves.items():
        for n, ratios, costs in points:
            flat = "–" if n == 1 or not ratios else "yes" if statistics.median(ratios) <= FLAT else "no"
            lines.append(f"| {axis} | {n:,} | {spread(costs, 1)} | {spread(ratios)} | {flat} |")
    return "\n".join(lines)
