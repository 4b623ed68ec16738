"""The deployment as the repository describes it: files, containers, environments."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARIES = ("communique", "communique-ingest", "communique-extraction", "communique-search")
PREFIX = "COMMUNIQUE__"
# What stands for a secret wherever one must be given.
ANY_SECRET = "0123456789abcdef0123456789abcdef"


class Problems(list[str]):
    """What is wrong, one sentence each, beginning with where."""

    def expect(self, holds: Any, where: str, problem: str) -> bool:
        """Notes the problem unless what is expected holds."""
        if not holds:
            self.append(f"{where}: {problem}")
        return bool(holds)


@dataclass
class Files:
    """What is checked, as read from the repository."""

    dockerfile: str
    ignored: str
    env_example: str
    compose: dict[str, Any]
    compose_text: str
    manifests: list[tuple[str, dict[str, Any]]]
    reference: str

    @classmethod
    def read(cls, root: pathlib.Path = ROOT) -> Files:
        """Reads all files below `root`."""
        manifests = []
        for path in sorted((root / "deploy/kubernetes").rglob("*.yaml")):
            where = str(path.relative_to(root))
            for manifest in yaml.safe_load_all(path.read_text("utf-8")):
                manifests.append((where, manifest))
        text = (root / "docker-compose.yml").read_text("utf-8")
        return cls(
            dockerfile=(root / "Dockerfile").read_text("utf-8"),
            ignored=(root / ".dockerignore").read_text("utf-8"),
            env_example=(root / ".env.example").read_text("utf-8"),
            compose=yaml.safe_load(text),
            compose_text=text,
            manifests=manifests,
            reference=(root / "docs/operating.md").read_text("utf-8"),
        )


@dataclass
class Container:
    """A container of either kind, its environment resolved."""

    where: str
    name: str
    image: str
    command: list[str]
    environment: dict[str, str]
    grace_seconds: float
    # Where something is mounted that outlives the container.
    kept: set[str] = field(default_factory=set)
    # Names that other containers of the same kind reach, with their ports.
    reachable: dict[str, set[int]] = field(default_factory=dict)

    @property
    def is_ours(self) -> bool:
        """Whether it runs one of our programs."""
        return bool(self.command) and self.command[0] in BINARIES

    def setting(self, key: str) -> str | None:
        """The value of a setting, by its dotted key."""
        return self.environment.get(PREFIX + key.replace(".", "__").upper())


def interpolated(value: str) -> str:
    """A value of the Compose file as it is with nothing but the required variables set."""
    value = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value)
    return re.sub(r"\$\{\w+:\?[^}]*\}", ANY_SECRET, value)


def seconds(duration: str) -> float:
    """The seconds of a duration as Compose writes it; its default if there is none."""
    units = {"h": 3600, "m": 60, "s": 1, "ms": 0.001}
    parts = re.findall(r"(\d+(?:\.\d+)?)(ms|h|m|s)", duration)
    return sum(float(number) * units[unit] for number, unit in parts)


def port_of(address: str | None) -> int | None:
    """The port at the end of an address."""
    found = re.search(r":(\d+)(?:/|$)", address or "")
    return int(found.group(1)) if found else None


def compose_containers(files: Files) -> Iterator[Container]:
    """The services of the Compose file."""
    services = files.compose["services"]
    reachable: dict[str, set[int]] = {}
    for name, service in services.items():
        environment = service.get("environment", {})
        listen = (f"{PREFIX}SERVER__LISTEN", "MEILI_HTTP_ADDR")
        ports = {port_of(environment.get(key)) for key in listen} - {None}
        reachable[name] = ports or {6379}
    for name, service in services.items():
        yield Container(
            where=f"docker-compose.yml: {name}",
            name=name,
            image=interpolated(service["image"]),
            command=service.get("command", []),
            environment={
                key: interpolated(str(value))
                for key, value in service.get("environment", {}).items()
            },
            grace_seconds=seconds(service.get("stop_grace_period", "10s")),
            kept={volume.split(":")[1] for volume in service.get("volumes", [])},
            reachable=reachable,
        )


def of_kind(files: Files, *kinds: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The manifests of these kinds, each with where it stands."""
    for where, manifest in files.manifests:
        if manifest["kind"] in kinds:
            name = manifest["metadata"]["name"]
            yield f"{where}: {manifest['kind']} {name}", manifest


def workloads(files: Files) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Deployments and stateful sets: where, manifest, and the specification of the pod."""
    for where, manifest in of_kind(files, "Deployment", "StatefulSet"):
        yield where, manifest, manifest["spec"]["template"]["spec"]


def resolved(
    problems: Problems, where: str, container: dict[str, Any], data: dict[tuple[str, str], dict]
) -> dict[str, str]:
    """The environment of a container, its references followed."""
    environment: dict[str, str] = {}
    for source in container.get("envFrom", []):
        kind, reference = next(iter(source.items()))
        target = ("ConfigMap" if kind == "configMapRef" else "Secret", reference["name"])
        if problems.expect(target in data, where, f"there is no {target[0]} {target[1]}"):
            environment.update(data[target])
    for variable in container.get("env", []):
        name = variable["name"]
        if "value" in variable:
            environment[name] = variable["value"]
            continue
        kind, reference = next(iter(variable["valueFrom"].items()))
        target = ("ConfigMap" if kind == "configMapKeyRef" else "Secret", reference["name"])
        values = data.get(target, {})
        key = reference["key"]
        if problems.expect(key in values, where, f"{target[0]} {target[1]} has no key {key}"):
            environment[name] = ANY_SECRET if target[0] == "Secret" else values[key]
    return environment


def kubernetes_containers(files: Files, problems: Problems) -> Iterator[Container]:
    """The containers of all workloads."""
    data = {}
    for _, manifest in of_kind(files, "ConfigMap", "Secret"):
        values = manifest.get("data") or manifest.get("stringData") or {}
        data[manifest["kind"], manifest["metadata"]["name"]] = values
    reachable = {
        manifest["metadata"]["name"]: {port["port"] for port in manifest["spec"]["ports"]}
        for _, manifest in of_kind(files, "Service")
    }
    for where, manifest, pod in workloads(files):
        claims = {
            volume["name"] for volume in pod.get("volumes", []) if "persistentVolumeClaim" in volume
        }
        for container in pod["containers"]:
            yield Container(
                where=where,
                name=manifest["metadata"]["name"],
                image=container["image"],
                command=container.get("command", []),
                environment=resolved(problems, where, container, data),
                grace_seconds=pod.get("terminationGracePeriodSeconds", 30),
                kept={
                    mount["mountPath"]
                    for mount in container.get("volumeMounts", [])
                    if mount["name"] in claims
                },
                reachable=reachable,
            )
