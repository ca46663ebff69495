"""Whose instructions were they? Stacks from single steps, and a tree of them."""
import array, bisect, collections, os, re, subprocess

SENDS = ("send", "sendto", "writev")  # a request has two: one to the origin and one to the client
# A request's stages begin with these; what stands above them says only by which adapter they were called.
STAGES = ("AcceptRequest.lambda$inTurn", "RelayUnary.end", "epollInReady", "AbstractUringUnsafe.handle", "flush0")


class Code:
    """What lies at an address: compiled methods with what was inlined there, or a library."""

    def __init__(self, maps, names):
        self.libraries, self.methods = [], {}
        with open(maps) as f:
            for line in f:
                words = line.split()
                low, high = (int(each, 16) for each in words[0].split("-"))
                self.libraries.append((low, high, words[5] if len(words) > 5 else "?"))
        self.libraries.sort()
        if os.path.exists(names):
            with open(names) as f:
                for line in f:
                    kind, at, *rest = line.rstrip().split(" ", 3 if line[0] == "M" else -1)
                    if kind == "M":
                        last = self.methods[int(at, 16)] = (int(rest[0], 16), rest[1], [], [])
                    else:
                        last[2].append(int(at, 16))
                        last[3].append(rest)
        self.starts, self.lows, self.known = sorted(self.methods), [each[0] for each in self.libraries], {}

    def at(self, address):
        """(what, its frames from the outermost on)"""
        if address not in self.known:
            self.known[address] = self.find(address)
        return self.known[address]

    def find(self, address):
        i = bisect.bisect_right(self.starts, address) - 1
        if i >= 0 and address < self.starts[i] + self.methods[self.starts[i]][0]:
            _, name, places, frames = self.methods[self.starts[i]]
            k = bisect.bisect_left(places, address)
            return self.starts[i], frames[k] if k < len(places) and frames[k] else [name]
        i = bisect.bisect_right(self.lows, address) - 1
        name = self.libraries[i][2] if i >= 0 and address < self.libraries[i][1] else "?"
        return name, ["[" + os.path.basename(name) + "]"]

    def entries(self):
        """Where libc's calls that send begin."""
        libc = [each for each in self.libraries if "/libc" in each[2]]
        listed = subprocess.run(["nm", "-D", libc[0][2]], capture_output=True, text=True).stdout if libc else ""
        found = re.findall(r"^([0-9a-f]+) \w (\w+)@", listed, re.M)
        return {libc[0][0] + int(at, 16) for at, name in found if name in SENDS}


def stacks(steps, code):
    """(instructions by stack, requests, lines of 64 bytes that were run)"""
    where = array.array("Q")
    with open(steps, "rb") as f:
        where.frombytes(f.read())
    sends, entries, stack, seen, lines = 0, code.entries(), [], collections.Counter(), set()
    for i in range(0, len(where), 2):
        address, top = where[i], where[i + 1]
        lines.add(address >> 6)
        sends += address in entries
        what, frames = code.at(address)
        while stack and top > stack[-1][1]:
            stack.pop()
        if stack and stack[-1][0] == what:
            stack[-1] = (what, max(top, stack[-1][1]), frames)
        else:
            stack.append((what, top, frames))
        seen[tuple(frame for each in stack for frame in each[2])] += 1
    return seen, sends / 2, len(lines)


def staged(stack):
    """Without adapters and stubs between methods, from the stage on."""
    plain = [re.sub(r"\$\$Lambda[^.]*\.[^.]*", "$$Lambda", each) for each in stack if not each.startswith("[")] or [stack[-1]]
    for i, each in enumerate(plain):
        if any(stage in each for stage in STAGES):
            return plain[i:]
    return plain


def tree(seen, requests, smallest):
    """Lines: all, own in brackets, name; instructions of a request."""
    root = {}
    for stack, count in seen.items():
        node = root
        for frame in staged(stack):
            entry = node.setdefault(frame, [0, {}])
            entry[0] += count / requests
            node = entry[1]

    def lines(node, depth):
        for name, (count, below) in sorted(node.items(), key=lambda each: -each[1][0]):
            if count >= smallest:
                own = count - sum(each[0] for each in below.values())
                yield f"{'  ' * depth}{count:7.0f} ({own:.0f}) {name}"
                yield from lines(below, depth + 1)

    return lines(root, 0)
