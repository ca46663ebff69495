"""What is asked, how often, and what is counted of it?"""
import json
from dataclasses import dataclass

KEY = "sk-bench-0123456789abcdef0123456789abcdef"
ID = "bench-" + "?" * 17


@dataclass(frozen=True)
class Cell:
    what: str
    conns: int
    body: int = 1024
    kind: str = "u"  # u: whole; s: a stream; h: an answer that is held back
    rate: float = 0  # requests a second, whatever the answers do; 0: the next follows its answer
    events: int = 1
    interval_ms: float = 0
    hold_ms: float = 0
    talk: bool = False  # many messages with line ends, quotes and umlauts, as an agent sends them; else one long plain text
    tools: int = 0  # so many are described, as an agent does with every request
    ramp: float = 0
    model: str = "gpt-4o"
    refusal: int = 0
    says: str = ""
    stretch: float = 1  # its window is so much longer
    times: int = 1  # windows in a turn
    meets_s: float = 0  # so long once before the first turn, and not counted
    per_event: bool = False
    beside_nothing: bool = False  # also without a proxy
    narrow: bool = False  # asks where there is little room: of those alone who have such a place
    full: bool = False  # asks whoever is full as a whole: gateways alone, and last of all, for what it took they keep
    warms: bool = True
    cores: int = 1  # 1: load and origin on the proxy's core, so that no figure holds the waking of another one


CELLS = {
    "unary1k": Cell("1 KB request, 64 connections", 64),
    "unary32k": Cell("32 KB request, 64 connections", 64, 32 << 10),
    "unary100k": Cell("100 KB request, 16 connections", 16, 100 << 10),
    "talk32k": Cell("32 KB request, an agent's conversation, 64 connections", 64, 32 << 10, talk=True),
    "sse": Cell("an event of a stream of 40 that come at once, 64 connections", 64, kind="s", events=40, per_event=True),
    "paced": Cell("an event of a stream of 64, 5 ms apart, 64 streams", 64, kind="s", events=64, interval_ms=5, ramp=.32, per_event=True),
    "tools32k": Cell("32 KB request, 16 tools and an agent's conversation, 64 connections", 64, 32 << 10, talk=True, tools=16),
    "open200": Cell("200 requests a second on one connection", 1, rate=200, beside_nothing=True, warms=False, stretch=1.5, times=3),
    "ttft": Cell("first event, 500 streams at a time", 500, kind="s", events=20, interval_ms=50, ramp=1, per_event=True, beside_nothing=True,
                 warms=False, cores=2),
    "streams2000": Cell("2,000 streams at a time, an event every 100 ms", 2000, kind="s", events=40, interval_ms=100, ramp=4, per_event=True,
                        beside_nothing=True, warms=False, stretch=2, meets_s=12, cores=2),
    "overload": Cell("64 connections at an endpoint with room for 4", 64, kind="h", hold_ms=200, model="narrow", refusal=503,
                     says="residency_pool_exhausted", narrow=True),
    "full": Cell("4,064 connections at a gateway with room for 4,000", 4064, kind="h", hold_ms=3000, ramp=1, refusal=503, says="overloaded", full=True, warms=False),
}


WORDS = "please summarise the following operational notes and answer tersely with numbers where you can "


def round_of_talk(number):
    """A question, the call of a tool, what the tool found, and an answer: about 1.3 KB."""
    call = f"call_{number}"
    code = "".join(f'    if (count > {line}) {{\n        log.warn("line {line} of {{}}", name);\n    }}\n' for line in range(8))
    return [dict(role="user", content=[dict(type="text", text=f"Grüße aus Köln, Frage {number}:\n- {WORDS}\n- naïve Maße, 5 €")]),
            dict(role="assistant", content=None, tool_calls=[dict(id=call, type="function", function=dict(
                name="read_file", arguments=json.dumps(dict(path=f"src/main/java/Step{number}.java", limit=200))))]),
            dict(role="tool", tool_call_id=call, content=code),
            dict(role="assistant", content=f"Ja:\n\n1. {WORDS}\n2. {WORDS}")]


def tool(number):
    """What an agent says of one tool: about 1 KB."""
    parameters = {name: dict(type=kind, description=f"{WORDS}({name})") for name, kind in
                  (("path", "string"), (f"limit_{number}", "integer"), ("dry_run", "boolean"))}
    parameters["mode"] = dict(type="string", enum=["fast", "slow", "auto"], description="How it is to be done.")
    return dict(type="function", function=dict(
        name=f"tool_{number}", description=f"{WORDS}\n\nUse it *before* you write, never guess; it answers with \"{number}\".",
        parameters=dict(type="object", properties=parameters, required=["path"], additionalProperties=False)))


def body(cell, model=None):
    """JSON of about so many bytes. The id stands in what the user says: a system prompt is the same for all, and so is its fingerprint."""
    said = dict(model=model or cell.model, messages=[dict(role="system", content="You are a terse assistant."), dict(role="user", content=ID)],
                temperature=0.2, max_tokens=256)
    if cell.kind == "s":
        said.update(stream=True, stream_options=dict(include_usage=True))
    if cell.tools:
        said["tools"] = [tool(number) for number in range(cell.tools)]
    if cell.talk:
        while len(json.dumps(said, ensure_ascii=False)) < cell.body:
            said["messages"] += round_of_talk(len(said["messages"]))
        return json.dumps(said, ensure_ascii=False)
    need = max(0, cell.body - len(json.dumps(said)))
    said["messages"][1]["content"] = ID + " " + (WORDS * (need // len(WORDS) + 1))[:max(0, need - 1)]
    return json.dumps(said)


def request(cell, path="/v1/chat/completions", headers=(), key=KEY, model=None):
    """The bytes of an HTTP request, with the place for an id in them."""
    text = body(cell, model)
    accept = "text/event-stream" if cell.kind == "s" else "application/json"
    head = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Authorization: Bearer {key}", "Content-Type: application/json", f"Accept: {accept}",
            f"Content-Length: {len(text.encode())}", *headers]
    return "\r\n".join(head) + "\r\n\r\n" + text
