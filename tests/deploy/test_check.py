"""The checks find what they are there to find: each test breaks one thing in a good deployment."""

from __future__ import annotations

import copy
import unittest
from typing import Any

import check

GOOD = check.Files.read()


class Broken(unittest.TestCase):
    """Breaks a copy and expects the complaint."""

    def setUp(self) -> None:
        self.files = copy.deepcopy(GOOD)

    def manifest(self, kind: str, name: str) -> dict[str, Any]:
        """The manifest of this kind and name."""
        for _, manifest in self.files.manifests:
            if (manifest["kind"], manifest["metadata"]["name"]) == (kind, name):
                return manifest
        raise LookupError(f"{kind} {name}")

    def pod(self, name: str) -> dict[str, Any]:
        """The pod of a deployment."""
        return self.manifest("Deployment", name)["spec"]["template"]["spec"]

    def complains(self, *words: str) -> None:
        """Some problem holds all these words."""
        problems = check.check(self.files)
        found = [problem for problem in problems if all(word in problem for word in words)]
        self.assertTrue(found, f"no complaint about {words} in {list(problems)}")

    def test_the_deployment_as_it_is_has_no_problem(self) -> None:
        self.assertEqual(check.check(self.files), [])

    def test_a_misspelt_field_breaks_the_schema(self) -> None:
        self.pod("search")["terminationGracePeriod"] = 60
        self.complains("Deployment search", "terminationGracePeriod")

    def test_a_misspelt_key_breaks_the_compose_schema(self) -> None:
        self.files.compose["services"]["ingest"]["enviroment"] = {}
        self.complains("docker-compose.yml", "enviroment")

    def test_a_pod_killed_before_its_drain_has_ended(self) -> None:
        self.pod("ingest")["terminationGracePeriodSeconds"] = 45
        self.complains("Deployment ingest", "before a drain of 45 s ends")

    def test_a_compose_service_killed_before_its_drain_has_ended(self) -> None:
        del self.files.compose["services"]["search"]["stop_grace_period"]
        self.complains("docker-compose.yml: search", "killed after 10 s")

    def test_a_setting_that_is_none(self) -> None:
        self.manifest("ConfigMap", "communique")["data"]["COMMUNIQUE__SERVER__LISTENS"] = "x"
        self.complains("Deployment search", "no setting server.listens")

    def test_a_port_published_beyond_loopback(self) -> None:
        self.files.compose["services"]["search"]["ports"] = ["7402:7400"]
        self.complains("docker-compose.yml: search", "beyond loopback")

    def test_extraction_that_cannot_be_scaled(self) -> None:
        self.files.compose["services"]["extraction"]["container_name"] = "extraction"
        self.complains("docker-compose.yml: extraction", "allows one copy")

    def test_a_redis_that_persists_or_grows(self) -> None:
        self.files.compose["services"]["redis"]["command"] = ["redis-server"]
        self.complains("docker-compose.yml: redis", "allkeys-lru")
        self.complains("docker-compose.yml: redis", "snapshots")

    def test_a_secret_that_has_a_default(self) -> None:
        text = self.files.compose_text
        self.files.compose_text = text.replace("${COMMUNIQUE_TOKEN:?", "${COMMUNIQUE_TOKEN:-")
        self.complains("COMMUNIQUE_TOKEN is not required")

    def test_a_variable_that_the_example_lacks(self) -> None:
        self.files.env_example = self.files.env_example.replace("MEILI_MASTER_KEY=", "")
        self.complains(".env.example", "MEILI_MASTER_KEY is missing")

    def test_a_peer_that_is_not_there(self) -> None:
        for variable in self.pod("ingest")["containers"][0]["env"]:
            if variable["name"] == "COMMUNIQUE__PEERS__SEARCH":
                variable["value"] = "dns://serach:7400"
        self.complains("Deployment ingest", "dns://serach:7400")

    def test_an_archive_that_goes_with_its_container(self) -> None:
        container = self.pod("ingest")["containers"][0]
        name = "COMMUNIQUE__ARCHIVE__URL"
        container["env"] = [entry for entry in container["env"] if entry["name"] != name]
        del self.files.compose["services"]["ingest"]["volumes"]
        self.complains("Deployment ingest", "its archive goes with the container")
        self.complains("docker-compose.yml: ingest", "its archive goes with the container")

    def test_a_key_that_its_secret_lacks(self) -> None:
        del self.manifest("Secret", "communique")["stringData"]["token"]
        self.complains("Secret communique has no key token")

    def test_a_probe_of_another_port(self) -> None:
        probe = self.pod("search")["containers"][0]["readinessProbe"]
        probe["httpGet"]["port"] = "grpc"
        self.complains("Deployment search", "readinessProbe is not on the admin port")

    def test_a_container_with_rights(self) -> None:
        del self.pod("search")["containers"][0]["securityContext"]
        self.complains("Deployment search", "file system is writable")

    def test_a_service_that_selects_nothing(self) -> None:
        service = self.manifest("Service", "extraction")
        service["spec"]["selector"] = {"app.kubernetes.io/name": "extractor"}
        self.complains("Service extraction", "selects 0 workloads")

    def test_a_policy_for_a_port_that_is_none(self) -> None:
        policy = self.manifest("NetworkPolicy", "redis")
        policy["spec"]["ingress"][0]["ports"][0]["port"] = "grpc"
        self.complains("NetworkPolicy redis", "no pod has port grpc")

    def test_an_autoscaler_against_a_fixed_number(self) -> None:
        self.manifest("Deployment", "extraction")["spec"]["replicas"] = 3
        self.complains("HorizontalPodAutoscaler extraction", "fixes its own replicas")

    def test_two_versions_of_one_image(self) -> None:
        self.pod("search")["containers"][0]["image"] = "communique:0.0.9"
        self.complains("communique is used as 0.0.9, 0.1.0")

    def test_an_image_that_runs_as_root(self) -> None:
        self.files.dockerfile = self.files.dockerfile.replace("USER 10001:10001", "USER root")
        self.complains("Dockerfile", "USER is no number")

    def test_an_image_without_one_of_the_programs(self) -> None:
        dockerfile = self.files.dockerfile
        self.files.dockerfile = dockerfile.replace("target/release/communique-search", "")
        self.complains("Dockerfile", "communique-search is left out")

    def test_a_metric_that_is_none(self) -> None:
        row = "\n| `communique_ingest_mistakes_total` | counter | none |\n"
        self.files.reference += row
        self.complains("no metric communique_ingest_mistakes_total")


if __name__ == "__main__":
    unittest.main()
