"""The clusters and servers of cluster.yaml and deploy/: what can be known of them without a
cloud.
"""

import configparser
import copy
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from ray.autoscaler._private.util import prepare_config, validate_config

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
CLUSTERS = (ROOT / "cluster.yaml", DEPLOY / "gcp.yaml", DEPLOY / "on-premises.yaml")
CLOUDS = CLUSTERS[:2]
TEXTS = sorted(
    path
    for path in [*CLUSTERS, *DEPLOY.rglob("*")]
    if path.is_file() and path.suffix not in (".pyc",)
)


def pinned(package: str) -> str:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    found = re.search(rf"^{package}==(\S+)$", text, re.MULTILINE)
    assert found
    return found[1]


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CLUSTERS, ids=name)
def test_ray_takes_the_cluster(path: Path):
    """Its defaults filled in, and held to its schema, as `ray up` does before it talks to any
    cloud.
    """
    whole = prepare_config(read(path))
    validate_config(whole)
    types = whole["available_node_types"]
    assert sum(kind["max_workers"] for kind in types.values()) <= whole["max_workers"]
    # The schema is no formality: it knows a key that isn't one.
    wrong = copy.deepcopy(whole) | {"idle_timeout_minuets": 5}
    with pytest.raises(Exception, match="idle_timeout_minuets"):
        validate_config(wrong)


@pytest.mark.parametrize("path", CLUSTERS, ids=name)
def test_nodes_get_what_constraints_pins_and_ask_for_the_token(path: Path):
    config = read(path)
    (install,) = [command for command in config["setup_commands"] if "pip install" in command]
    assert "-c ~/scoresweep/constraints.txt" in install
    assert '"$HOME/scoresweep[sweep,postgres]"' in install
    # No version is said twice, where it could differ from the pinned one.
    assert not re.search(r"[=<>]=", install)
    assert pinned("ray")
    sources = {key: value for key, value in config["file_mounts"].items() if "/scoresweep/" in key}
    for remote, local in sources.items():
        assert remote == f"~/scoresweep/{local}"
        assert (ROOT / local).exists()
    packages = {
        "scoresweep",
        *(link.name for link in (ROOT / "scoresweep").iterdir() if link.is_symlink()),
    }
    assert {*packages, "pyproject.toml", "README.md", "constraints.txt"} <= set(sources.values())
    assert config["file_mounts"]["~/.ray/auth_token"] == "~/.ray/auth_token"
    assert config["setup_commands"][0].startswith("chmod 600 ~/.ray/auth_token")
    head, worker = config["head_start_ray_commands"][-1], config["worker_start_ray_commands"][-1]
    for command in (head, worker):
        assert "export RAY_AUTH_MODE=token; ray start" in command
    assert "--dashboard-host=127.0.0.1" in head
    assert "--autoscaling-config=~/ray_bootstrap_config.yaml" in head
    assert 5 <= config["idle_timeout_minutes"] <= 10
    for command in [*config["setup_commands"], head, worker]:
        subprocess.run(["bash", "-n", "-c", command], check=True)


@pytest.mark.parametrize("path", CLOUDS, ids=name)
def test_the_head_stays_and_workers_are_spot_and_come_when_needed(path: Path):
    config = read(path)
    types = config["available_node_types"]
    head = types.pop(config["head_node_type"])
    assert head["resources"]["CPU"] == 0  # no trial there
    assert head["labels"] == {"ray.io/market-type": "on-demand"}
    assert "spot" not in str(head["node_config"]).lower()
    (worker,) = types.values()
    assert worker["min_workers"] == 0
    assert worker["max_workers"] == config["max_workers"]
    assert worker["labels"] == {"ray.io/market-type": "spot"}
    market = {
        "aws": lambda node: node["InstanceMarketOptions"]["MarketType"],
        "gcp": lambda node: node["scheduling"]["provisioningModel"],
    }[config["provider"]["type"]]
    assert market(worker["node_config"]).lower() == "spot"


def test_the_rayjob_is_one():
    """By its fields: KubeRay's own schema comes with its operator alone."""
    job = read(DEPLOY / "kuberay" / "rayjob.yaml")
    assert (job["apiVersion"], job["kind"]) == ("ray.io/v1", "RayJob")
    spec, cluster = job["spec"], job["spec"]["rayClusterSpec"]
    assert set(spec) <= {
        *("jobId", "entrypoint", "submissionMode", "backoffLimit", "rayClusterSpec"),
        *("shutdownAfterJobFinishes", "ttlSecondsAfterFinished"),
    }
    assert spec["submissionMode"] in ("K8sJobMode", "HTTPMode", "InteractiveMode", "SidecarMode")
    assert spec["entrypoint"].startswith("scoresweep launch paper-table2 --address auto")
    assert spec["jobId"] == job["metadata"]["name"] == "scoresweep-paper-table2"
    assert cluster["authOptions"] == {"mode": "token"}
    assert cluster["rayVersion"] == pinned("ray")
    assert cluster["enableInTreeAutoscaling"] is True
    assert 300 <= cluster["autoscalerOptions"]["idleTimeoutSeconds"] <= 600
    head, (workers,) = cluster["headGroupSpec"], cluster["workerGroupSpecs"]
    assert head["rayStartParams"]["num-cpus"] == "0"
    assert all(isinstance(value, str) for value in head["rayStartParams"].values())
    assert (workers["minReplicas"], workers["replicas"]) == (0, 0)
    for group in (head, workers):
        pod = group["template"]["spec"]
        (container,) = pod["containers"]
        assert container["image"].endswith(f":ray-{pinned('ray')}")
        assert container["envFrom"] == [{"secretRef": {"name": "scoresweep-tracking"}}]
        assert "env" not in container
        volumes = {volume["name"] for volume in pod["volumes"]}
        assert {mount["name"] for mount in container["volumeMounts"]} == volumes
    docker = (DEPLOY / "kuberay" / "Dockerfile").read_text(encoding="utf-8")
    assert f"FROM rayproject/ray:{pinned('ray')}-py312-gpu\n" in docker
    assert "-c scoresweep/constraints.txt" in docker


def test_the_slurm_script_is_sound():
    script = DEPLOY / "slurm" / "sweep.sbatch"
    subprocess.run(["bash", "-n", str(script)], check=True)
    shellcheck = Path(sys.executable).parent / "shellcheck"
    checked = subprocess.run([str(shellcheck), str(script)], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
    text = script.read_text(encoding="utf-8")
    assert "export RAY_AUTH_MODE=token" in text
    assert 'chmod 600 "$HOME/.ray/auth_token"' in text
    # Ray's own command reads what stands before `--`.
    from ray.scripts.scripts import start
    from ray.scripts.symmetric_run import curate_and_validate_ray_start_args

    (line,) = re.findall(r"ray symmetric-run (.*?) -- ", text.replace("\\\n", " "), re.DOTALL)
    arguments = shlex.split(re.sub(r"\$\{[^}]*\}|\$SLURM_\w+", "4", line).replace("$address", "h"))
    left = curate_and_validate_ray_start_args(arguments)
    assert left == ["--num-cpus=4", "--num-gpus=4", "--dashboard-host=127.0.0.1"]
    start.make_context("ray start", ["--head", *left])


def test_the_tracking_server_keeps_its_secrets_off_its_command_line():
    folder = DEPLOY / "tracking-server"
    unit = configparser.ConfigParser(strict=True, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(folder / "mlflow.service", encoding="utf-8")
    service = unit["Service"]
    program, command, *arguments = shlex.split(service["ExecStart"])
    assert (Path(program).name, command) == ("mlflow", "server")
    # MLflow's own command reads them: no option is made up.
    code = (
        "import json, sys, mlflow.cli as m; c = m.cli.commands['server'].make_context('server', "
        "sys.argv[1:]);"
        "print(json.dumps({k: v for k, v in c.params.items() if isinstance(v, str | int)}))"
    )
    python = [sys.executable, "-W", "ignore", "-c", code]
    parsed = subprocess.run([*python, *arguments], capture_output=True, text=True, check=True)
    given = json.loads(parsed.stdout.splitlines()[-1])
    assert given["host"] == "127.0.0.1"
    assert given["app_name"] == "basic-auth"
    assert "*" not in given["allowed_hosts"]
    assert not {"--backend-store-uri", "--artifacts-destination"} & set(arguments)
    assert service["EnvironmentFile"] == "/etc/mlflow/tracking.env"
    assert "Environment" not in service

    lines = (folder / "tracking.env.example").read_text(encoding="utf-8").splitlines()
    values = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    import mlflow.environment_variables as known

    ours = {key for key in values if key.startswith("MLFLOW_")} - _OPTIONS_BY_ENVIRONMENT
    assert not [key for key in ours if not hasattr(known, key)]
    secrets = ("AWS_SECRET_ACCESS_KEY", "MLFLOW_FLASK_SERVER_SECRET_KEY")
    assert all(values[key] == "" for key in (*secrets, "MLFLOW_AUTH_ADMIN_PASSWORD"))
    pool, more = (
        int(values[f"MLFLOW_SQLALCHEMYSTORE_{key}"]) for key in ("POOL_SIZE", "MAX_OVERFLOW")
    )
    assert pool >= 40
    assert int(given["workers"]) * (pool + more) < 100

    users = configparser.ConfigParser()
    users.read(folder / "basic_auth.ini", encoding="utf-8")
    assert users["mlflow"]["default_permission"] == "NO_PERMISSIONS"
    assert "admin_password" not in users["mlflow"]


# Read by `mlflow server` in place of its options.
_OPTIONS_BY_ENVIRONMENT = {"MLFLOW_BACKEND_STORE_URI", "MLFLOW_ARTIFACTS_DESTINATION"}


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_no_secret_and_nothing_open_to_all_is_in_the_files(path: Path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(
        r"\b[0-9a-f]{40,}\b|AKIA[0-9A-Z]{16}|://[^/\s:]+:(?!PASSWORD)[^/\s@]+@", text
    )
    assert "RAY_AUTH_MODE=disabled" not in text
    # Bound to all interfaces only where a pod has to be.
    assert "0.0.0.0" not in text or path.name == "rayjob.yaml"


def test_each_way_has_its_commands_in_the_readme():
    text = (DEPLOY / "README.md").read_text(encoding="utf-8")
    for words in (
        *("ray up cluster.yaml", "deploy/gcp.yaml", "deploy/on-premises.yaml"),
        *("kubectl apply -f deploy/kuberay/rayjob.yaml", "sbatch", "systemctl enable --now mlflow"),
        *("--detach --address http://127.0.0.1:8265", "--address auto", "chmod 600"),
    ):
        assert words in text
    for path in TEXTS:
        assert path.name in text or path.name == "README.md"
