"""How are the small parts in C made?"""
import os, shutil, subprocess
from harness.process import tool

HERE = os.path.dirname(os.path.abspath(__file__))


def compile_parts(work, *parts):
    """Each of step, clock.so, names.so, into `work`."""
    if not shutil.which("gcc"):
        raise SystemExit("bench: gcc is missing: apt-get install gcc libc6-dev")
    java = os.path.dirname(os.path.dirname(os.path.realpath(shutil.which(tool("java")))))
    for part in parts:
        options = ["-shared", "-fPIC", f"-I{java}/include", f"-I{java}/include/linux"] if part.endswith(".so") else []
        source = f"{HERE}/{part.split('.')[0]}.c"
        done = subprocess.run(["gcc", "-O2", "-o", f"{work}/{part}", source, *options, "-ldl"], capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"bench: {source} does not compile:\n{done.stderr}")


def names_option(work, name):
    """For a Java that is to write down which compiled code lies where, to be read by `tree.Code`."""
    return f"-XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints -agentpath:{work}/names.so={work}/{name}.names"
