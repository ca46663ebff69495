"""In which order is measured, and what is measured again?"""
import random, time
from .cells import CELLS
from .targets import say

AGAIN = 2  # loud windows of one figure that are measured anew


def turns(targets, load, cells, count, seconds, ours, rows):
    """Every cell at every target, `count` times, by turns in random order; `rows` gets each window as it ends."""
    chance = random.Random(1)
    meet(targets, load, cells, ours)
    todo = sorted(((turn * CELLS[name].times + i, name) for turn in range(count) for name in cells for i in range(CELLS[name].times)),
                  key=lambda each: (CELLS[each[1]].full, each[0] // CELLS[each[1]].times))
    per = {name: (seconds * CELLS[name].stretch + CELLS[name].ramp + .9) * sum(t.answers(CELLS[name]) for t in targets) for name in cells}
    left = sum(per[name] for _, name in todo)
    begun, planned = time.monotonic(), left
    for turn, name in todo:
        order = [t for t in targets if t.answers(CELLS[name])]
        chance.shuffle(order)
        for t in order:
            figure(t, load, name, seconds, ours, turn, rows)
        left -= per[name]
        slower = (time.monotonic() - begun) / max(planned - left, 1)
        say(f"turn {turn // CELLS[name].times + 1} of {count}, {name} done; about {left * slower / 60:.0f} min left")


def meet(targets, load, cells, ours):
    """What a process touches for the first time some hosts hand out slowly, page by page, and a gateway that has run for a while has met its load."""
    for name in cells:
        for t in targets:
            if CELLS[name].meets_s and t.process and t.answers(CELLS[name]):
                say(f"{t.name} meets {CELLS[name].what}")
                load.run(t, name, CELLS[name], CELLS[name].meets_s, ours, fills=t.fills, of=t.of)


def figure(target, load, name, seconds, ours, turn, rows):
    """One figure; a loud one is kept as such, and measured again."""
    cell = CELLS[name]
    for attempt in range(1 + AGAIN):
        r = dict(load.run(target, name, cell, seconds * cell.stretch, ours, fills=target.fills, of=target.of), turn=turn)
        rows.append(r)
        say(f"  {name:11s} {target.name:12s} {r['us']:8.1f} µs, {r['units']:7d} counted, proxy {r['proxy_cpu'] * 100:3.0f} %, load {r['load_cpu'] * 100:3.0f} %, "
            f"others {(r['foreign'] + r['steal']) * 100:2.0f} %" + (" LOUD" if r["loud"] else "")
            + ("" if r["valid"] else f" WRONG, left out: {r['wrong']} {r['sample'][:200]}"))
        if not r["valid"] or not r["loud"]:  # a wrong answer is no noise
            break
