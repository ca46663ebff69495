"""Who is measured, and how is it started?"""
import json, os, shutil, socket, statistics, subprocess, sys, time
from .cells import CELLS, request
from .policy import policy
from .heap import Heap
from .lines import empty
from .process import Process, free_port, tool

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def say(*words):
    print(time.strftime("%H:%M:%S"), *words, file=sys.stderr, flush=True)


class Target:
    """A proxy that listens; `process` is None where nothing stands between load and origin."""

    def __init__(self, name, port, process=None, path="/v1/chat/completions", headers=(), model=None):
        self.name, self.port, self.process, self.path, self.headers, self.model = name, port, process, path, tuple(headers), model
        self.jit, self.is_gateway, self.starts, self.idle = False, False, [], []
        self.fills = self.of = self.heap = self.narrow = None
        self.warm_s = 2

    def answers(self, cell):
        """Whether there is anything to be seen of that kind."""
        if self.process is None:
            return cell.beside_nothing
        return self.is_gateway or not (cell.full or cell.narrow and self.narrow is None)

    def path_of(self, cell):
        return self.narrow if cell.narrow and self.narrow else self.path


def write(path, text):
    with open(path, "w") as f:
        f.write(text)
    return path


def nginx(load, cpu, work):
    if not shutil.which("nginx"):
        raise SystemExit("bench: nginx is missing, and every figure is a ratio to it: apt-get install nginx-light haproxy strace")
    port = free_port()
    spool = " ".join(f"{kind}_temp_path {work}/nginx.{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    conf = write(f"{work}/nginx.conf", f"""daemon off; worker_processes 1; pid {work}/nginx.pid; error_log {work}/nginx.err; worker_rlimit_nofile 16384;
events {{ worker_connections 10000; }}
http {{ access_log off; keepalive_requests 100000000; client_body_buffer_size 256k; client_max_body_size 8m; {spool}
limit_conn_zone $server_port zone=narrow:64k; limit_conn_status 503; limit_conn_log_level info;
upstream o {{ server 127.0.0.1:{load.port}; keepalive 4096; keepalive_requests 100000000; }}
server {{ listen 127.0.0.1:{port} backlog=4096;
proxy_http_version 1.1; proxy_set_header Connection ''; proxy_buffering off;
location / {{ proxy_pass http://o; }}
location /narrow/ {{ limit_conn narrow 4; proxy_pass http://o/; }} }} }}
""")
    process = Process("nginx", ["nginx", "-e", f"{work}/nginx.err", "-c", conf], cpu, work)
    process.await_port(port)
    target = Target("nginx", port, process)
    target.narrow = "/narrow/v1/chat/completions"
    return target


def haproxy(load, cpu, work):
    if not shutil.which("haproxy"):
        say("haproxy is missing and left out")
        return None
    port = free_port()
    conf = write(f"{work}/haproxy.cfg", f"""global
  nbthread 1
  maxconn 8000
defaults
  mode http
  option http-no-delay
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  http-reuse always
frontend f
  bind 127.0.0.1:{port} backlog 4096
  default_backend b
backend b
  server s 127.0.0.1:{load.port} pool-max-conn -1
""")
    process = Process("haproxy", ["haproxy", "-db", "-f", conf], cpu, work)
    process.await_port(port)
    return Target("haproxy", port, process)


class Build:
    """A built gateway and who launches it: this tree, another commit with its own launcher, or a jar."""

    def __init__(self, home, jar=None):
        self.home, self.launcher, self.jar = home, f"{home}/bailiwick", jar or f"{home}/cli/target/bailiwick.jar"
        self.env = dict(BAILIWICK_JAR=jar) if jar else {}

    @staticmethod
    def of_tree():
        build = Build(ROOT)
        done = subprocess.run([build.launcher, "--version"], stdout=subprocess.DEVNULL)  # builds where the jar is missing or old
        if done.returncode or not os.path.exists(build.jar):
            raise SystemExit(f"bench: {build.launcher} could not build {build.jar}; it says why above")
        return build

    @staticmethod
    def of_jar(jar, work):
        if not os.path.isfile(jar):
            raise SystemExit(f"bench: {jar} is no file (expected: a runnable jar of the gateway)")
        own = f"{work}/jar-{free_port()}"
        os.makedirs(own)
        return Build(ROOT, shutil.copy(jar, f"{own}/bailiwick.jar"))

    def learn(self):
        """The archive of classes that its launcher starts it with; an older jar has no word for it and starts without."""
        archive = self.jar[:-len(".jar")] + ".jsa"
        if os.path.exists(archive) and os.path.getmtime(archive) > os.path.getmtime(self.jar):
            return
        if os.path.exists(archive):
            os.remove(archive)
        if subprocess.run([tool("java"), "-jar", self.jar, "archive"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
            say(f"{self.jar}: no archive of classes, so its starts take longer")

    @staticmethod
    def of_commit(commit, work):
        """Built aside, with its own launcher; a few minutes."""
        tree = f"{work}/tree-{commit.replace('/', '-')[:12]}"
        added = subprocess.run(["git", "-C", ROOT, "worktree", "add", "--detach", tree, commit], capture_output=True, text=True)
        if added.returncode:
            raise SystemExit(f"bench: --compare {commit}: {added.stderr.strip()} (expected: a commit, or a path that ends in .jar)")
        say(f"building {commit}; this takes a few minutes")
        done = subprocess.run([f"{tree}/bailiwick", "--version"], stdout=subprocess.DEVNULL)
        if done.returncode:
            raise SystemExit(f"bench: {commit} does not build; it says why above")
        return Build(tree)

    def remove(self):
        if "/tree-" in self.home:
            subprocess.run(["git", "-C", ROOT, "worktree", "remove", "--force", self.home])


def gateway(name, build, load, cpu, work, starts=1, options="", **wanted):
    """Started as users start it, `starts` times; the last stays."""
    own = f"{work}/{name}"
    os.makedirs(own, exist_ok=True)
    port = free_port()
    rules = write(f"{own}/policy.yaml", policy(port, load.port, own, **wanted))
    argv, heap = [build.launcher, "serve", "--policy", rules], Heap(f"{own}/collections.log")
    seen, idle = [], []
    for i in range(starts):
        begun = time.monotonic()
        process = Process(name, argv, cpu, work, env=dict(build.env, BAILIWICK_JAVA_OPTIONS=f"{options} {heap.option}"))
        try:
            process.await_port(port)
            seen.append(first_200(process, port, begun))
            time.sleep(.5)
            idle.append(process.rss_mb())
        finally:
            if i < starts - 1 or len(idle) <= i:
                process.stop()
    target = Target(name, port, process)
    target.jit = target.is_gateway = True
    target.starts, target.idle, target.heap = seen, idle, heap
    empty(f"{own}/eu.jsonl", process)
    say(f"{name}: first 200 after {statistics.median(seen):.2f} s, {statistics.median(idle):.0f} MB then ({starts} starts)")
    return target


def first_200(process, port, begun):
    """Seconds from its start to its first good answer."""
    text = request(CELLS["unary1k"], headers=["Connection: close"]).encode()
    seen = b""
    while time.monotonic() < begun + 60 and process.p.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), 2) as s:
                s.sendall(text)
                seen = s.recv(64)
                if seen.startswith(b"HTTP/1.1 200"):
                    return time.monotonic() - begun
        except OSError:
            time.sleep(.005)
    raise SystemExit(f"bench: {process.name} gave no 200 within 60 s, but {seen[:40]!r}{process.last_words()}")


def peer(file, load, cpu, work):
    """Any other gateway, as a file describes it; None where it is not here, which is said."""
    try:
        with open(file) as f:
            spec = json.load(f)
        name, start = spec["name"], spec["start"]
    except (OSError, ValueError, KeyError) as bad:
        raise SystemExit(f"bench: --with {file}: {type(bad).__name__} {bad} (expected: JSON with name and start, see bench/targets)")
    port, own = free_port(), f"{work}/{name}"
    os.makedirs(own, exist_ok=True)
    places = dict(port=port, upstream_port=load.port, work=own, here=os.path.dirname(os.path.abspath(file)))

    def filled(text):
        for place, value in places.items():
            text = text.replace("{" + place + "}", str(value))
        return os.path.expandvars(text)

    missing = [need for need in map(filled, spec.get("needs", [])) if not (os.path.exists(need) or shutil.which(need))]
    if missing:
        say(f"{name} is left out, {', '.join(missing)} missing: {spec.get('setup', 'see its page')}")
        return None
    for each, lines in spec.get("files", {}).items():
        write(f"{own}/{each}", filled("\n".join(lines) + "\n"))
    process = Process(name, [filled(word) for word in start], cpu, work, env={k: filled(v) for k, v in spec.get("env", {}).items()}, cwd=own)
    try:
        process.await_port(port, spec.get("start_timeout_s", 60))
    except SystemExit as dead:
        say(f"{name} is left out: {dead}")
        process.stop()
        return None
    target = Target(name, port, process, filled(spec.get("path", "/v1/chat/completions")), [filled(h) for h in spec.get("headers", [])],
                    spec.get("model"))
    target.jit, target.warm_s = spec.get("jit", False), spec.get("warm_s", 2)
    return target
