"""How is one run done? One process holds load and origin; see bench/load."""
import json, os, subprocess, types
from .heap import used
from .machine import Window
from .process import Process, free_port, tool
from .cells import CELLS, request


class Load:
    def __init__(self, jar, cpu, proxy_cpu, work, addresses=1):
        self.cpu, self.proxy_cpu, self.work, self.port = cpu, proxy_cpu, work, free_port()
        classes, here = f"{work}/load-classes", os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "load")
        sources = [f"{here}/{f}" for f in sorted(os.listdir(here)) if f.endswith(".java")]
        done = subprocess.run([tool("javac"), "-nowarn", "-d", classes, "-cp", jar] + sources, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"bench: the load does not compile against {jar}:\n{done.stderr}")
        argv = [tool("java"), "-XX:+UseSerialGC", "-Xms1g", "-Xmx1g", "-Xmn700m", "-Xlog:gc:stderr", "-Dio.netty.leakDetection.level=disabled",
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",  # what it prints is read, and a log is none of it
                "-cp", f"{classes}:{jar}", "load.Main", str(self.port), str(addresses)]
        self.process = Process("load", argv, cpu, work, pipes=True)
        self.line("listening")

    def warm(self, seconds):
        """Its own compiler comes to rest first, on every core, with no proxy between."""
        nobody = types.SimpleNamespace(name="nobody", port=self.port, process=None, path_of=lambda cell: "/v1/chat/completions", headers=(), model=None,
                                       heap=None, is_gateway=False)
        self.process.spread_compilers()
        for name in ("unary1k", "paced", "sse", "unary32k", "ttft", "sse", "unary1k"):
            self.run(nobody, name, CELLS[name], seconds, [], warm=0)

    def line(self, expected=None):
        said = self.process.p.stdout.readline().strip()
        if not said or said.startswith("refused") or (expected and said != expected):
            raise SystemExit(f"bench: the load said '{said}', expected '{expected or 'figures'}'{self.process.last_words()}")
        return said

    def run(self, target, name, cell, seconds, ours, warm=.5, fills=None, of=None):
        """One run at one target: what it answered, and what that cost."""
        self.process.move(self.proxy_cpu if cell.cores == 1 else self.cpu)
        path = f"{self.work}/{target.name}-{name}.http"
        with open(path, "w", encoding="utf-8") as f:
            f.write(of or request(cell, target.path_of(cell), target.headers, model=target.model if cell.model == "gpt-4o" else None))
        wish = dict(port=target.port, conns=cell.conns, rate=cell.rate, warm=warm, seconds=seconds, ramp=cell.ramp, request=path, kind=cell.kind,
                    events=cell.events, interval_ms=cell.interval_ms, hold_ms=cell.hold_ms, refusal=cell.refusal, says=cell.says if target.is_gateway else "")
        if fills:
            wish["fills"] = fills
        self.process.p.stdin.write(" ".join(f"{k}={v}" for k, v in wish.items() if v != "") + "\n")
        self.process.p.stdin.flush()
        self.line("begin")
        proxy = target.process
        collected = len(target.heap.collections()) if target.heap else 0
        window, own, before = Window(ours), self.process.cpu_ns()[0], proxy.cpu_ns() if proxy else (0, 0)
        self.line("end")
        after, machine, own = proxy.cpu_ns() if proxy else (0, 0), window.end(), self.process.cpu_ns()[0] - own
        r = json.loads(self.line())
        units = r["events"] if cell.per_event else r["served"] + r["refused"]
        r.update(machine, target=target.name, cell=name, units=units, us=(after[0] - before[0]) / 1e3 / units if units else 0,
                 compilers=(after[1] - before[1]) / 1e9 / r["seconds"], proxy_cpu=(after[0] - before[0]) / 1e9 / r["seconds"],
                 load_cpu=own / 1e9 / r["seconds"], rss_mb=proxy.rss_mb() if proxy else 0)
        seen = target.heap.collections()[collected:] if target.heap else []
        r["allocated"], r["paused_us"] = used(seen, units, r["seconds"])
        r["valid"] = not r["wrong"] and units > 0 and (cell.refusal == 0 or r["refused"] > 0)
        return r
