"""What does a process of ours use? CPU is the scheduler's own count for each thread."""
import os, socket, subprocess, time

COMPILERS = ("C1 Comp", "C2 Comp")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def listens(port):
    with socket.socket() as s:
        s.settimeout(1)
        return s.connect_ex(("127.0.0.1", port)) == 0


class Process:
    """One process and its children, on one core; only they are ended."""

    def __init__(self, name, argv, cpu, work, env=None, cwd=None, pipes=False):
        self.name, self.log = name, f"{work}/{name}.log"
        pipe = dict(stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) if pipes else dict(stdin=subprocess.DEVNULL)
        with open(self.log, "ab") as out:
            self.p = subprocess.Popen(["taskset", "-c", str(cpu)] + argv, cwd=cwd or work, env=dict(os.environ, **(env or {})),
                                      stderr=out, **(dict(stdout=out) | pipe))

    def pids(self):
        found, todo = [], [self.p.pid]
        while todo:
            pid = todo.pop()
            found.append(pid)
            for task in tasks(pid):
                todo += [int(child) for child in read(f"/proc/{pid}/task/{task}/children").split()]
        return found

    def cpu_ns(self):
        """(work, compilers)"""
        work = compilers = 0
        for pid in self.pids():
            for task in tasks(pid):
                ns = int((read(f"/proc/{pid}/task/{task}/schedstat").split() or ["0"])[0])
                if read(f"/proc/{pid}/task/{task}/comm").startswith(COMPILERS):
                    compilers += ns
                else:
                    work += ns
        return work, compilers

    def spread_compilers(self):
        """Their threads may use every core: they are told apart, and are done earlier so."""
        for pid in self.pids():
            for task in tasks(pid):
                if read(f"/proc/{pid}/task/{task}/comm").startswith(COMPILERS):
                    os.sched_setaffinity(int(task), range(os.cpu_count()))

    def move(self, cpu):
        """All threads to that core."""
        for pid in self.pids():
            for task in tasks(pid):
                os.sched_setaffinity(int(task), {cpu})

    def rss_mb(self):
        lines = [line for pid in self.pids() for line in read(f"/proc/{pid}/status").splitlines()]
        return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def await_port(self, port, seconds=120):
        end = time.monotonic() + seconds
        while not listens(port):
            if self.p.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"bench: {self.name} does not listen on {port}" + self.last_words())
            time.sleep(.005)

    def last_words(self):
        return "; it said: " + read(self.log)[-800:].strip()

    def stop(self):
        """Those that it started and left behind, too."""
        pids = self.pids()
        if self.p.poll() is None:
            self.p.terminate()
            try:
                self.p.wait(8)
            except subprocess.TimeoutExpired:
                self.p.kill()
                self.p.wait()
        for pid in pids[1:]:
            try:
                os.kill(pid, 9)
            except OSError:
                pass  # it went with its parent


def tasks(pid):
    try:
        return os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []


def read(path):
    """Empty where the process has ended meanwhile."""
    try:
        with open(path, errors="replace") as f:
            return f.read()
    except OSError:
        return ""


def tool(name):
    """A command of the JDK."""
    home = os.environ.get("JAVA_HOME")
    return os.path.join(home, "bin", name) if home else name
