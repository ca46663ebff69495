"""Who else uses this machine meanwhile?"""
import os, time

TICK = os.sysconf("SC_CLK_TCK")
LOUD = .10  # of one CPU, others' work and stolen time together


def busy():
    """(work, stolen) seconds of all CPUs since they were started."""
    fields = [int(x) for x in open("/proc/stat").readline().split()[1:]]
    user, nice, system, _, _, irq, softirq, steal = fields[:8]
    return (user + nice + system + irq + softirq) / TICK, steal / TICK


class Window:
    """Between its beginning and its end: what others than `ours` used, in CPUs."""

    def __init__(self, ours):
        self.ours, self.at, self.busy, self.mine = ours, time.monotonic(), busy(), self.own(ours)

    @staticmethod
    def own(processes):
        return sum(sum(p.cpu_ns()) for p in processes) / 1e9 + time.process_time()

    def end(self):
        work, steal = busy()
        seconds = time.monotonic() - self.at
        foreign = max(0, work - self.busy[0] - (self.own(self.ours) - self.mine)) / seconds
        steal = (steal - self.busy[1]) / seconds
        return dict(foreign=round(foreign, 3), steal=round(steal, 3), loud=foreign + steal > LOUD)
