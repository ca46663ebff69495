"""What Kubernetes, Helm and Compose say of the files that this project ships. Exit 0: they accept; 1: they refuse, and why.

manifests.py lint [JSON]          Helm lints the chart with the edge's values, JSON laid over them
manifests.py render [JSON]        Helm renders it; prints the manifests
manifests.py kubernetes FILE...   every document against Kubernetes' schemas, unknown fields refused; "-" is stdin
manifests.py json FILE            prints the documents as JSON
manifests.py compose FILE         the file against Compose's schema
"""

import json
import pathlib
import subprocess
import sys

import helm_python
import kubernetes_validate
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[4]
CHART = ROOT / "deploy/helm/bailiwick"
EDGE = ROOT / "deploy/kubernetes/edge-values.yaml"
KUBERNETES = "1.34"


def over(below, above):
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return {key: over(below.get(key), above[key]) if key in above else below[key] for key in {**below, **above}}


def values(words):
    return over(yaml.safe_load(EDGE.read_text()), json.loads(words[0]) if words else {})


def documents(file):
    text = sys.stdin.read() if file == "-" else pathlib.Path(file).read_text()
    return [each for each in yaml.safe_load_all(text) if each is not None]


def lint(words):
    report = helm_python.lint(CHART, values(words), strict=True, kube_version="v" + KUBERNETES + ".0")
    refused = report["errors"] + [each["error"] for each in report["messages"] if each["severity"] > 1]
    return "\n".join(refused)


def render(words):
    try:
        rendered = helm_python.Chart.load(CHART).render(values(words), name="edge", namespace="default")
    except helm_python.HelmError as refused:
        return str(refused)
    for name in sorted(rendered):
        if name.endswith(".yaml") and rendered[name].strip():
            print("---\n" + rendered[name].strip())
    return ""


def kubernetes(words):
    refused = []
    for file in words:
        for document in documents(file):
            name = f"{file}: {document.get('kind')}"
            try:
                kubernetes_validate.validate(document, KUBERNETES, strict=True)
                print(name, "holds")
            except kubernetes_validate.ValidationError as bad:
                refused.append(f"{name}: {'.'.join(map(str, bad.path))}: {bad.message}")
    return "\n".join(refused)


def as_json(words):
    print(json.dumps(documents(words[0])))
    return ""


def compose(words):
    tool = pathlib.Path(sys.executable).parent / "check-jsonschema"
    ran = subprocess.run([tool, "--builtin-schema", "vendor.compose-spec", words[0]], capture_output=True, text=True)
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


if __name__ == "__main__":
    ask = {"lint": lint, "render": render, "kubernetes": kubernetes, "json": as_json, "compose": compose}
    refusal = ask[sys.argv[1]](sys.argv[2:])
    if refusal:
        sys.exit(refusal)
