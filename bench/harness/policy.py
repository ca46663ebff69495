"""Which policy does the gateway run with?"""
import hashlib
from .cells import KEY


def digest(key):
    return "sha256:" + hashlib.sha256(key.encode()).hexdigest()


def key(i):
    """Keys of one length; the first is the one that every request shows where nothing else is asked for."""
    return KEY if i == 0 else f"sk-bench-{i:032d}"


def model(i):
    """Names of one length."""
    return f"gpt-{i:05d}"


def policy(port, upstream, work, routes=0, tenants=1, endpoints=1, sockets="auto", logs=True, spans=True):
    """The law, a gate, evidence, metrics, one line for each exchange and one span of a hundred; more of each where it is asked for."""
    models = ", ".join(["gpt-4o: gpt-4o"] + [f"{model(i)}: gpt-4o" for i in range(routes)])
    many = [f"e{i}" for i in range(endpoints)]
    lines = ["bailiwick: 1",
             f'gateway: {{ region: aws:eu-central-1, listen: "127.0.0.1:{port}", admin: "127.0.0.1:0", state: {work}/state, sockets: {sockets} }}',
             'regions: { "onprem:fra1": { country: DE } }',
             "jurisdictions: { eu: { boundary: [EU], users: [EEA] } }",
             "identity:", "  tenants:"]
    for i in range(tenants):
        keys = f'["{digest(key(i))}"]'
        if i % 5 == 4:  # a policy has 1 Mi characters at most
            keys = f"{{ file: {i}.keys }}"
            with open(f"{work}/{i}.keys", "w") as f:
                f.write(digest(key(i)) + "\n")
        lines.append(f"    t{i}: {{ jurisdiction: eu, keys: {keys} }}")
    lines += ["endpoints:",
              endpoint("narrow", 1, upstream, 4, "narrow: gpt-4o")]
    lines += [endpoint(e, i + 1, upstream, 100000, models) for i, e in enumerate(many)]
    lines += ["routes:", "  narrow: { eu: [[narrow]] }", f"  gpt-4o: {{ eu: [[{', '.join(many)}]] }}"]
    lines += [f"  {model(i)}: {{ eu: [[e0]] }}" for i in range(routes)]
    if logs:
        lines.append(f"logs: {{ eu: {{ file: {work}/eu.jsonl, reach: [aws:eu-central-1] }} }}")
    if spans:
        lines.append(f'telemetry: {{ eu: {{ otlp: "http://127.0.0.1:{upstream}", reach: [onprem:fra1], sample: 0.01 }} }}')
    return "\n".join(lines) + "\n"


def endpoint(name, address, port, concurrency, models):
    return (f'  {name}: {{ provider: openai-compatible, url: "http://127.0.0.{address}:{port}/v1", reach: [onprem:fra1], '
            f"concurrency: {concurrency}, models: {{ {models} }} }}")
