"""What does each feature cost, alone?"""
import os, shutil, subprocess
from .process import tool
from .report import honesty, paired, spread
from .targets import Build, say
from .turns import turns
from .warm import warm

CELL = "unary1k"
HERE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "without")
FEATURES = {  # what each is made of; the law itself is never left out
    "gate": "reading and judging the request's body, and the prompt's fingerprint",
    "evidence": "reading the reply for its place, model and tokens",
    "metrics": "counting the exchange",
    "logs": "one line for each exchange",
    "spans": "one span of a hundred, and looking whether it is one",
}


def features(bench):
    """The whole beside the whole without one, by turns. All are jars of one kind, so that nothing else differs."""
    whole = Build.of_jar(bench.build.jar, bench.work)
    whole.learn()
    bench.gateway("whole", whole)
    left_out = []
    wanted = bench.a.feature or FEATURES
    for name in wanted:
        build = whole if name == "spans" else without(name, bench)
        if build:
            bench.gateway(f"without-{name}", build, spans=name != "spans")
        else:
            left_out.append(name)
    rested = {t.name: warm(t, bench.load, [CELL], bench.ours(), bench.a.warm_s) for t in bench.targets}
    turns(bench.targets, bench.load, [CELL], bench.a.turns, bench.a.seconds, bench.ours(), bench.rows)
    text = table(bench.rows, wanted) + "\n\n" + honesty(bench.rows, rested)
    if left_out:
        text += f"\nNot measured, because what stands in for them does not fit this build: {', '.join(left_out)}."
    bench.keep(text, rested=rested)


def without(name, bench):
    """The gateway's jar with classes of bench/without in the place of its own; None where they no longer fit it."""
    build, classes = Build.of_jar(bench.build.jar, bench.work), f"{bench.work}/without-{name}"
    sources = [os.path.join(where, file) for where, _, files in os.walk(f"{HERE}/{name}") for file in files]
    compiled = subprocess.run([tool("javac"), "-nowarn", "-d", classes, "-cp", build.jar] + sources, capture_output=True, text=True)
    if compiled.returncode:
        say(f"without {name}: {sources[0]} does not fit this build and is left out:\n{compiled.stderr[-1500:]}")
        return None
    stray = [f for where, _, files in os.walk(classes) for f in files]
    subprocess.run([tool("jar"), "--update", "--file", build.jar, "-C", classes, "."], check=True)
    shutil.rmtree(classes)
    build.learn()
    say(f"without {name}: {', '.join(stray)} in the place of the gateway's")
    return build


def table(rows, wanted):
    lines = ["| feature | what it does | without it, µs | it costs, µs | of the whole | it allocates, KB |", "|---|---|--:|--:|--:|--:|"]
    for name in wanted:
        less = f"without-{name}"
        costs = [r["us"] for r in rows if r["target"] == less and r["valid"]]
        more = paired(rows, CELL, "whole", less, lambda whole, part: whole["us"] - part["us"])
        bytes_ = paired(rows, CELL, "whole", less, allocates)
        share = paired(rows, CELL, "whole", less, lambda whole, part: 100 * (1 - part["us"] / whole["us"]))
        lines.append(f"| {name} | {FEATURES[name]} | {spread(costs, 1)} | {spread(more, 1)} | {spread(share, 0)} % | {spread([b for b in bytes_ if b is not None], 1)} |")
    whole = [r for r in rows if r["target"] == "whole" and r["valid"]]
    kb = spread([r["allocated"] / 1024 for r in whole if r["allocated"]], 1)
    lines.append(f"| all | | {spread([r['us'] for r in whole], 1)} | | | {kb} |")
    return "\n".join(lines)


def allocates(whole, part):
    """KB; None where too few collections fell into a window. Bytes do not move with a busy machine."""
    return (whole["allocated"] - part["allocated"]) / 1024 if whole["allocated"] and part["allocated"] else None
