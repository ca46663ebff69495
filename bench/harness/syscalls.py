"""How many system calls does a request take? Counts do not move with a busy machine."""
import re, shutil, signal, subprocess, time
from .cells import CELLS

DATA = ("recvfrom", "sendto", "read", "write", "readv", "writev", "recvmsg", "sendmsg")


def syscalls(target, load, work, name="unary1k", seconds=3):
    """Calls for one answer, by name; None where strace is missing or may not attach."""
    if not shutil.which("strace"):
        return None
    file = f"{work}/{target.name}.strace"
    attach = [word for pid in target.process.pids() for word in ("-p", str(pid))]
    trace = subprocess.Popen(["strace", "-c", "-f", "-o", file] + attach, stderr=subprocess.PIPE, text=True)
    time.sleep(.5)
    if trace.poll() is not None:
        return None
    r = load.run(target, name, CELLS[name], seconds, [target.process], warm=0, fills=target.fills, of=target.of)
    trace.send_signal(signal.SIGINT)
    trace.wait()
    calls = {}
    with open(file) as f:
        for line in f:
            m = re.match(r"\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?(\w+)$", line)
            if m and m.group(2) != "total":
                calls[m.group(2)] = int(m.group(1)) / max(r["checked"], 1)
    calls = {k: round(v, 2) for k, v in sorted(calls.items(), key=lambda each: -each[1]) if v >= .005}
    return dict(data=round(sum(calls.get(k, 0) for k in DATA), 2), calls=calls)


def said(target, found):
    if not found:
        return f"{target.name}: strace is missing or may not attach."
    return f"{target.name}: {found['data']} data calls for a request; " + ", ".join(f"{k} {v}" for k, v in found["calls"].items()) + "."
