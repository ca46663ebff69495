"""What does a gateway allocate, and how long does its collector stop it? From the JVM's own log of collections."""
import re

LINE = re.compile(r"^\[([\d.]+)s\].* Pause .* (\d+)M->(\d+)M\(\d+M\) ([\d.]+)ms$")


class Heap:
    def __init__(self, path):
        self.path = path
        self.option = f"-Xlog:gc:file={path}:uptime"

    def collections(self):
        """(second, MB before, MB after, ms) of each, since its start; none where it keeps no such log."""
        try:
            with open(self.path) as f:
                found = [LINE.match(line.strip()) for line in f]
        except OSError:
            return []
        return [tuple(map(float, each.groups())) for each in found if each]


def used(seen, units, seconds):
    """Of the collections of one window: bytes allocated and µs of pauses for each unit; None where they are too few to say."""
    if len(seen) < 3 or not units:
        return None, None
    mb = sum(later[1] - earlier[2] for earlier, later in zip(seen, seen[1:]))
    between = units * (seen[-1][0] - seen[0][0]) / seconds
    return mb * (1 << 20) / between, sum(each[3] for each in seen) * 1e3 / units
