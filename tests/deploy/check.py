"""Checks the image, Compose file and Kubernetes manifests without a container engine.

    python3 tests/deploy/check.py                            schemas and consistency
    python3 tests/deploy/check.py --binaries target/debug    settings too, against the programs

The interpreter needs tests/deploy/requirements.txt. Prints one line per problem; exits 1 if there
is any.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib
from importlib import resources
from typing import Any

import jsonschema
import kubernetes_validate

from deployment import (
    BINARIES,
    PREFIX,
    ROOT,
    Container,
    Files,
    Problems,
    compose_containers,
    kubernetes_containers,
    of_kind,
    port_of,
    workloads,
)

# The oldest and the newest version of Kubernetes that the manifests are held against.
KUBERNETES_VERSIONS = ("1.34", "1.37")
ROLES = ("ingest", "extraction", "search")
# What `server.drain_delay_seconds` is on an address that others reach, where it is not set.
DEFAULT_DRAIN_DELAY = 5
DEFAULT_DRAIN_TIMEOUT = 30
# Supporting tasks and the admin server may take five seconds each after the last call.
END_SECONDS = 10


@functools.cache
def manifest_problem(manifest: str, version: str) -> str | None:
    """How a manifest, as JSON, breaks the schema of this version of Kubernetes."""
    try:
        kubernetes_validate.validate(json.loads(manifest), version, strict=True)
    except kubernetes_validate.ValidationError as error:
        place = ".".join(str(part) for part in error.path)
        return f"{place}: {error.message} (Kubernetes {version})"
    return None


def check_schemas(files: Files, problems: Problems) -> None:
    """Compose file and manifests against their published schemas."""
    vendored = resources.files("check_jsonschema") / "builtin_schemas/vendor/compose-spec.json"
    schema = json.loads(vendored.read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    for error in validator.iter_errors(files.compose):
        problems.append(f"docker-compose.yml: {error.json_path}: {error.message}")
    for where, manifest in files.manifests:
        for version in KUBERNETES_VERSIONS:
            problem = manifest_problem(json.dumps(manifest, sort_keys=True), version)
            name = f"{manifest.get('kind')} {manifest.get('metadata', {}).get('name')}"
            problems.expect(problem is None, f"{where}: {name}", problem or "")


def check_dockerfile(files: Files, problems: Problems) -> None:
    """The image: small, without root, with all programs and a way to ask after its health."""
    where = "Dockerfile"
    text = re.sub(r"\\\n", " ", files.dockerfile)
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    stages = [line for line in lines if line.startswith("FROM ")]
    final = lines[lines.index(stages[-1]) :]
    problems.expect(len(stages) > 1, where, "the image is not built in several stages")
    problems.expect("debian" in stages[-1] and "slim" in stages[-1], where, "no slim Debian base")
    for line in stages:
        problems.expect(not line.split()[1].endswith(":latest"), where, f"{line} is not pinned")
    users = [line.split()[1] for line in final if line.startswith("USER ")]
    numeric = bool(users) and re.fullmatch(r"[1-9]\d*(:[1-9]\d*)?", users[-1])
    problems.expect(numeric, where, "USER is no number above 0, which runAsNonRoot needs")
    problems.expect("STOPSIGNAL SIGTERM" in final, where, "STOPSIGNAL is not SIGTERM")
    problems.expect(
        any(line.startswith("VOLUME /var/lib/communique") for line in final),
        where,
        "the data directory is no volume",
    )
    problems.expect(
        any(line.startswith("HEALTHCHECK") and '"probe"' in line for line in final),
        where,
        "no HEALTHCHECK asks the program",
    )
    for binary in BINARIES:
        problems.expect(
            re.search(rf"target/release/{binary}(\s|$)", text), where, f"{binary} is left out"
        )
    problems.expect(
        not re.search(r"apt-get install[^&]*(protobuf|protoc|libssl|cmake)", text),
        where,
        "it installs what the build does not need",
    )
    allowed = {line[1:] for line in files.ignored.splitlines() if line.startswith("!")}
    problems.expect(
        {"Cargo.toml", "Cargo.lock", "proto", "services", "shared"} <= allowed,
        ".dockerignore",
        "something that the build needs is ignored",
    )


def check_compose(files: Files, problems: Problems) -> None:
    """What the Compose file promises: loopback only, scaling, a losable cache, secrets required."""
    services = files.compose["services"]
    for name, service in services.items():
        where = f"docker-compose.yml: {name}"
        for port in service.get("ports", []):
            published = str(port).startswith("127.0.0.1:")
            problems.expect(published, where, f"port {port} is published beyond loopback")
        problems.expect("healthcheck" in service, where, "it has no health check")
        problems.expect("container_name" not in service, where, "a fixed name allows one copy")
        problems.expect(service.get("network_mode") != "host", where, "it uses the host's network")
        for dependency in service.get("depends_on", {}):
            problems.expect(dependency in services, where, f"there is no service {dependency}")
    where = "docker-compose.yml: extraction"
    problems.expect("ports" not in services["extraction"], where, "a fixed port allows one copy")
    problems.expect("volumes" not in services["extraction"], where, "it keeps nothing")
    check_redis(problems, "docker-compose.yml: redis", services["redis"]["command"])
    problems.expect("volumes" not in services["redis"], "docker-compose.yml: redis", "it persists")
    used = set(re.findall(r"\$\{(\w+)", files.compose_text))
    given = set(re.findall(r"^(\w+)=", files.env_example, re.MULTILINE))
    for name in sorted(used - given):
        problems.append(f".env.example: {name} is missing")
    for name in sorted(given - used):
        problems.append(f".env.example: {name} is used nowhere")
    for name in ("COMMUNIQUE_TOKEN", "MEILI_MASTER_KEY"):
        for default in re.findall(rf"\$\{{{name}[^:?]*:?(.)", files.compose_text):
            problems.expect(default == "?", "docker-compose.yml", f"{name} is not required")


def check_redis(problems: Problems, where: str, command: list[str]) -> None:
    """Redis is a cache: bounded and without persistence."""
    options = dict(zip(command[1::2], command[2::2], strict=False))
    problems.expect(options.get("--maxmemory-policy") == "allkeys-lru", where, "not allkeys-lru")
    problems.expect("--maxmemory" in options, where, "its memory is not bounded")
    problems.expect(options.get("--save") == "", where, "it writes snapshots")
    problems.expect(options.get("--appendonly") == "no", where, "it writes a log")


def check_kubernetes(files: Files, problems: Problems) -> None:
    """Probes, hardening, and that names point at something."""
    pods: dict[str, dict[str, Any]] = {}
    for where, manifest, pod in workloads(files):
        labels = manifest["spec"]["template"]["metadata"]["labels"]
        pods[manifest["metadata"]["name"]] = {"labels": labels, "pod": pod}
        selector = manifest["spec"]["selector"]["matchLabels"]
        problems.expect(selector.items() <= labels.items(), where, "its selector is not its pods'")
        context = pod.get("securityContext", {})
        problems.expect(context.get("runAsNonRoot"), where, "it may run as root")
        for container in pod["containers"]:
            check_container(problems, where, pod, container)
        if manifest["metadata"]["name"] == "redis":
            check_redis(problems, where, pod["containers"][0]["command"])
        if manifest["metadata"]["name"] in ROLES:
            problems.expect("topologySpreadConstraints" in pod, where, "copies may stand together")
    check_references(files, problems, pods)
    for where, manifest in files.manifests:
        namespaced = manifest["kind"] == "Namespace" or "namespace" in manifest["metadata"]
        problems.expect(namespaced, where, f"{manifest['kind']} names no namespace")
    for role in ROLES:
        where = f"deploy/kubernetes: {role}"
        if not problems.expect(role in pods, where, "there is no workload"):
            continue
        names = [
            manifest["metadata"]["name"] for _, manifest in of_kind(files, "PodDisruptionBudget")
        ]
        problems.expect(role in names, where, "there is no PodDisruptionBudget")
        headless = [
            manifest["metadata"]["name"]
            for _, manifest in of_kind(files, "Service")
            if manifest["spec"].get("clusterIP") == "None"
        ]
        problems.expect(role in headless, where, "there is no headless service")


def check_container(
    problems: Problems, where: str, pod: dict[str, Any], container: dict[str, Any]
) -> None:
    """One container of a pod."""
    context = container.get("securityContext", {})
    problems.expect(context.get("readOnlyRootFilesystem"), where, "its file system is writable")
    problems.expect(context.get("allowPrivilegeEscalation") is False, where, "it may gain rights")
    dropped = context.get("capabilities", {}).get("drop")
    problems.expect(dropped == ["ALL"], where, "it keeps capabilities")
    limits = container.get("resources", {})
    problems.expect("requests" in limits and "limits" in limits, where, "its resources are open")
    ports = {port["name"]: port["containerPort"] for port in container.get("ports", [])}
    volumes = {volume["name"] for volume in pod.get("volumes", [])}
    is_ours = container.get("command", [""])[0] in BINARIES
    for mount in container.get("volumeMounts", []):
        if mount["name"] not in volumes and mount["name"] != "index":
            problems.append(f"{where}: there is no volume {mount['name']}")
    expected = {"startupProbe": "/livez", "livenessProbe": "/livez", "readinessProbe": "/readyz"}
    for name, path in expected.items():
        probe = container.get(name, {})
        action = probe.get("httpGet") or probe.get("tcpSocket") or {}
        if "port" in action:
            problems.expect(action["port"] in ports, where, f"{name} names no port of its own")
        if is_ours:
            problems.expect(action.get("path") == path, where, f"{name} does not ask {path}")
            problems.expect(
                action.get("port") == "admin", where, f"{name} is not on the admin port"
            )


def check_references(files: Files, problems: Problems, pods: dict[str, dict[str, Any]]) -> None:
    """Services, budgets, autoscalers and policies point at pods and ports that are there."""

    def selected(selector: dict[str, str]) -> list[dict[str, Any]]:
        return [pod["pod"] for pod in pods.values() if selector.items() <= pod["labels"].items()]

    def names_port(pod: dict[str, Any], port: Any) -> bool:
        ports = [entry for container in pod["containers"] for entry in container["ports"]]
        return any(port in (entry["name"], entry["containerPort"]) for entry in ports)

    for where, manifest in of_kind(files, "Service"):
        chosen = selected(manifest["spec"]["selector"])
        problems.expect(len(chosen) == 1, where, f"it selects {len(chosen)} workloads")
        for port in manifest["spec"]["ports"]:
            for pod in chosen:
                target = port.get("targetPort", port["port"])
                problems.expect(names_port(pod, target), where, f"no pod has port {target}")
    for where, manifest in of_kind(files, "PodDisruptionBudget"):
        chosen = selected(manifest["spec"]["selector"]["matchLabels"])
        problems.expect(len(chosen) == 1, where, f"it selects {len(chosen)} workloads")
    for where, manifest in of_kind(files, "HorizontalPodAutoscaler"):
        target = manifest["spec"]["scaleTargetRef"]["name"]
        problems.expect(target in pods, where, f"there is no workload {target}")
        for _, workload, _ in workloads(files):
            if workload["metadata"]["name"] == target:
                problems.expect(
                    "replicas" not in workload["spec"], where, f"{target} fixes its own replicas"
                )
    for where, manifest in of_kind(files, "NetworkPolicy"):
        chosen = selected(manifest["spec"]["podSelector"].get("matchLabels", {}))
        problems.expect(chosen, where, "it selects no workload")
        for rule in manifest["spec"].get("ingress", []):
            for port in rule["ports"]:
                for pod in chosen:
                    problems.expect(
                        names_port(pod, port["port"]), where, f"no pod has port {port['port']}"
                    )


def check_together(files: Files, problems: Problems, containers: list[Container]) -> None:
    """What image, Compose file and manifests say of the same thing must agree."""
    images: dict[str, set[str]] = {}
    for container in containers:
        repository, _, tag = container.image.rpartition(":")
        problems.expect(repository and tag != "latest", container.where, "its image is not pinned")
        images.setdefault(repository, set()).add(tag)
    for repository, tags in images.items():
        problems.expect(
            len(tags) == 1, "images", f"{repository} is used as {', '.join(sorted(tags))}"
        )
    exposed = re.findall(r"^EXPOSE (.*)$", files.dockerfile, re.MULTILINE)
    exposed_ports = {int(port) for line in exposed for port in line.split()}
    for container in containers:
        if not container.is_ours:
            continue
        where = container.where
        for key in ("server.listen", "server.admin_listen"):
            port = port_of(container.setting(key))
            problems.expect(port in exposed_ports, where, f"{key} is no port of the image")
        problems.expect(container.setting("server.token"), where, "it has no token")
        if container.name == "ingest":
            url = container.setting("archive.url") or ""
            place = url.removeprefix("file://") or container.setting("data_dir") or ""
            is_kept = "://" in place or any(place.startswith(kept) for kept in container.kept)
            problems.expect(is_kept, where, "its archive goes with the container")
        delay = float(container.setting("server.drain_delay_seconds") or DEFAULT_DRAIN_DELAY)
        timeout = float(container.setting("server.drain_timeout_seconds") or DEFAULT_DRAIN_TIMEOUT)
        end = delay + timeout + END_SECONDS
        problems.expect(
            container.grace_seconds > end,
            where,
            f"it is killed after {container.grace_seconds:g} s, before a drain of {end:g} s ends",
        )
        for key in (
            "peers.ingest",
            "peers.extraction",
            "peers.search",
            "cache.url",
            "index.url",
        ):
            for address in filter(None, (container.setting(key) or "").split(",")):
                host = re.sub(r"^\w+://|:\d+.*$", "", address)
                problems.expect(
                    port_of(address) in container.reachable.get(host, set()),
                    where,
                    f"{key} = {address}, and there is no such service and port",
                )
    manifest = tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))
    version = manifest["workspace"]["package"]["version"]
    problems.expect(
        images.get("communique") == {version}, "images", f"communique is not used as {version}"
    )


def reference_table(files: Files) -> dict[str, str]:
    """The settings of the reference in docs/operating.md, each with its default."""
    table = re.search(r"^\| setting \|.*\n\|[-|]+\n((?:\|.*\n)*)", files.reference, re.MULTILINE)
    body = table.group(1) if table else ""
    rows = re.findall(r"^\| `([a-z_.]+)` \| ([^|]*) \|", body, re.MULTILINE)
    return {key: default.strip().strip("`") for key, default in rows}


def known(reference: dict[str, str], key: str) -> bool:
    """Whether a setting is one of the reference; options of the archive have names of their own."""
    return key in reference or key.startswith("archive.options.")


def check_reference(files: Files, problems: Problems, containers: list[Container]) -> None:
    """Every setting used is one that the reference describes."""
    reference = reference_table(files)
    places = [(container.where, container.environment) for container in containers]
    baked = re.findall(rf"({PREFIX}\w+)=", files.dockerfile)
    places.append(("Dockerfile", dict.fromkeys(baked, "")))
    for where, environment in places:
        for name in environment:
            if name.startswith(PREFIX):
                key = name.removeprefix(PREFIX).lower().replace("__", ".")
                problems.expect(known(reference, key), where, f"there is no setting {key}")


def check_metrics(files: Files, problems: Problems) -> None:
    """The metrics of the manual are those of the code."""
    told = set(re.findall(r"^\| `(communique_\w+)` \|", files.reference, re.MULTILINE))
    crates = {binary.replace("-", "_") for binary in BINARIES}
    counted = set()
    for folder in ("services", "shared"):
        for path in (ROOT / folder).rglob("src/**/*.rs"):
            counted |= set(re.findall(r'"(communique_[a-z0-9_]+)"', path.read_text("utf-8")))
    for name in sorted(counted - crates - told):
        problems.append(f"docs/operating.md: the metric {name} is missing")
    for name in sorted(told - counted):
        problems.append(f"docs/operating.md: there is no metric {name}")


def flattened(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """A nested table by dotted keys; an empty section is a value."""
    flat = {}
    for name, value in table.items():
        if isinstance(value, dict) and value:
            flat.update(flattened(value, f"{prefix}{name}."))
        else:
            flat[prefix + name] = value
    return flat


def shown(value: Any) -> str:
    """A default as the reference writes it: what is empty is none."""
    if value in ("", [], {}):
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)


def run(
    binaries: pathlib.Path, command: list[str], environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Runs one of our programs in an empty directory with this environment and no other."""
    program = str((binaries / command[0]).resolve())
    with tempfile.TemporaryDirectory() as directory:
        return subprocess.run(
            [program, *command[1:]],
            env={"PATH": os.environ["PATH"], **environment},
            cwd=directory,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


def check_programs(
    files: Files, problems: Problems, containers: list[Container], binaries: pathlib.Path
) -> None:
    """The programs accept every container's settings, and their defaults are the reference's."""
    for container in containers:
        if container.is_ours:
            ran = run(binaries, [*container.command, "--check-config"], container.environment)
            problems.expect(ran.returncode == 0, container.where, ran.stderr.strip())
            wrong = {**container.environment, f"{PREFIX}SERVER__NO_SUCH_SETTING": "1"}
            ran = run(binaries, [*container.command, "--check-config"], wrong)
            problems.expect(ran.returncode == 2, container.where, "unknown settings are accepted")
    reference = reference_table(files)
    ran = run(binaries, ["communique", "serve", "--dump-config"], {})
    if not problems.expect(ran.returncode == 0, "serve --dump-config", ran.stderr.strip()):
        return
    defaults = flattened(tomllib.loads(ran.stdout))
    for key, value in defaults.items():
        where = f"docs/operating.md: {key}"
        if problems.expect(key in reference, where, "the setting is missing"):
            said = reference[key]
            problems.expect(
                said == shown(value), where, f"its default is {shown(value)}, not {said}"
            )
    for key, said in reference.items():
        if key not in defaults:
            where = f"docs/operating.md: {key}"
            problems.expect(said == "none", where, f"it has no default, and {said} is told")
            variable = PREFIX + key.replace(".", "__").upper()
            ran = run(binaries, ["communique", "serve", "--check-config"], {variable: "1"})
            understood = not re.search("no such setting|it must be", ran.stderr)
            problems.expect(understood, where, f"it cannot be set: {ran.stderr.strip()}")


def check(files: Files, binaries: pathlib.Path | None = None) -> Problems:
    """All checks."""
    problems = Problems()
    check_schemas(files, problems)
    if problems:
        # What breaks its schema cannot be trusted to have the parts that the others look at.
        return problems
    containers = [*compose_containers(files), *kubernetes_containers(files, problems)]
    check_dockerfile(files, problems)
    check_compose(files, problems)
    check_kubernetes(files, problems)
    check_together(files, problems, containers)
    check_reference(files, problems, containers)
    check_metrics(files, problems)
    if binaries is not None:
        check_programs(files, problems, containers, binaries)
    return problems


def main() -> int:
    """Checks the repository and reports."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binaries", type=pathlib.Path, metavar="DIR", help="the built programs")
    arguments = parser.parse_args()
    files = Files.read()
    problems = check(files, arguments.binaries)
    for problem in problems:
        print(problem)
    scope = "" if arguments.binaries else " (settings not checked against the programs)"
    print(f"{len(files.manifests)} manifests, {len(problems)} problems{scope}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
