"""A run on a Ray cluster of two nodes gives the bytes of a local run, whatever becomes of one of them."""

from __future__ import annotations

import builtins
import json
import logging
import os
import socket
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import fsspec
import psutil
import pytest
from click.testing import CliRunner
from releases import LOAN, RELEASES, write_corpus
from s3_server import needs_s3

from pipeline import extract
from pipeline.cli import main
from pipeline.errors import RunError
from pipeline.places import place_of
from pipeline.run import Progress, retry, write_tables
from pipeline.schema import TABLES
from pipeline.settings import Settings
from pipeline.worker import Job
from pipeline.write import SHOWN

needs_ray = pytest.mark.skipif(not find_spec("ray"), reason="Ray is not installed: pip install 'communique[ray]'")

CORPUS = Path(__file__).parent.parent / "corpus"
TINY = Settings(model="tiny_model", batch_size=2)


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Give a cluster of one node; its workers find the modules of the tests, and take some time for a text."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(CORPUS.parent), *sys.path]))
    monkeypatch.setenv("SLOW_TEXTS", "0.3")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    from ray.cluster_utils import Cluster  # noqa: PLC0415

    made = Cluster(initialize_head=True, head_node_args=NODE)
    yield made
    made.shutdown()


NODE = {"num_cpus": 1, "object_store_memory": 100_000_000, "include_dashboard": False}


def processes_of(node: Any) -> list[psutil.Process]:
    """Give what runs on a node: the workers of Ray, and the processes beside them that read releases."""
    return psutil.Process(node.all_processes["raylet"][0].process.pid).children(recursive=True)


def reads(process: psutil.Process) -> bool:
    """Whether a worker is at a task, which Ray puts in the place of its command."""
    try:
        return "ray::_read" in " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return False


def assert_equal(found: Path, expected: Path) -> None:
    for name in TABLES:
        assert (found / f"{name}.parquet").read_bytes() == (expected / f"{name}.parquet").read_bytes(), name
    manifests = [json.loads((outputs / "manifest.json").read_text()) for outputs in (found, expected)]
    runs = [manifest.pop("run") for manifest in manifests]
    for manifest in manifests:
        del manifest["corpus"]["path"]
    assert manifests[0] == manifests[1]
    assert [run["engine"] for run in runs] == ["ray", "local"]


@needs_ray
def test_a_node_that_is_killed_costs_no_row(
    cluster: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = cluster.add_node(**{key: value for key, value in NODE.items() if key != "include_dashboard"})
    cluster.wait_for_nodes()
    nodes = [second]

    def kill(progress: Progress) -> None:
        if progress.done < 8 or not nodes or not any(map(reads, processes_of(second))):
            return
        # The workers of a dead node would end what they are at, where they run on.
        for process in processes_of(second):
            process.kill()
        cluster.remove_node(nodes.pop(), allow_graceful=False)

    with caplog.at_level(logging.WARNING, "communique"):
        write_tables(CORPUS, tmp_path / "ray", TINY.with_(engine="ray", address=cluster.address), kill)
    assert not nodes
    assert "a worker of the cluster was lost" in caplog.text  # it had something to do
    monkeypatch.delenv("SLOW_TEXTS")
    write_tables(CORPUS, tmp_path / "local", TINY, isolated=True)
    assert_equal(tmp_path / "ray", tmp_path / "local")


@needs_ray
@needs_s3
def test_the_nodes_read_the_corpus_at_an_address(s3: str, cluster: Any, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", {**RELEASES, "empty.txt": ""})
    fsspec.filesystem("s3").put(f"{corpus}/", f"{s3}/corpus/", recursive=True)
    write_tables(place_of(f"{s3}/corpus"), place_of(f"{s3}/out"), TINY.with_(engine="ray", address=cluster.address))
    fsspec.filesystem("s3").get([f"{s3}/out/{name}" for name in SHOWN], str(tmp_path / "ray"))
    write_tables(corpus, tmp_path / "local", TINY, isolated=True)
    assert_equal(tmp_path / "ray", tmp_path / "local")


@needs_ray
def test_a_release_that_kills_its_worker_costs_itself_alone(cluster: Any, tmp_path: Path) -> None:
    corpus = write_corpus(
        tmp_path / "corpus", {**RELEASES, "a/dies.txt": f"{LOAN}Who reads this DIES.\n", "empty.txt": ""}
    )
    tables = extract(corpus, tmp_path / "ray", settings=TINY, engine="ray", address=cluster.address)
    assert tables.quarantine["error"].tolist() == ["E204", "E101"]
    write_tables(corpus, tmp_path / "local", TINY, isolated=True)
    assert_equal(tmp_path / "ray", tmp_path / "local")
    # A second run finds the rest in the cache, and `retry` goes to the same cluster.
    write_corpus(corpus, {"empty.txt": LOAN})
    run = retry(tmp_path / "ray")["run"]
    assert (run["engine"], run["address"], run["files_from_cache"]) == ("ray", cluster.address, 3)


@needs_ray
@pytest.mark.parametrize("address", ["ray://localhost:10001", "localhost:{free}"])
def test_an_address_that_cannot_be_reached_is_told(tmp_path: Path, address: str) -> None:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        address = address.format(free=free.getsockname()[1])
        corpus = write_corpus(tmp_path / "corpus", RELEASES)
        call = ["extract", str(corpus), "--outputs", str(tmp_path / "out"), "--engine", "ray", "--address", address]
        result = CliRunner().invoke(main, call)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error E309: {address}: the Ray cluster cannot be used")
    assert "on a node of the cluster" in result.stderr
    assert not (tmp_path / "out" / "manifest.json").exists()


def test_without_ray_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def without_ray(name: str, *given: Any) -> Any:
        if name.partition(".")[0] == "ray":
            raise ImportError("No module named 'ray'")
        return imported(name, *given)

    monkeypatch.delitem(sys.modules, "pipeline.engine_ray", raising=False)
    monkeypatch.setattr(builtins, "__import__", without_ray)
    with pytest.raises(RunError, match=r"pip install 'communique\[ray\]'") as caught:
        extract(write_corpus(tmp_path, RELEASES), settings=TINY, engine="ray")
    assert caught.value.code == "E310"


def test_an_engine_that_there_is_not() -> None:
    with pytest.raises(RunError, match="engine = 'spark' is none of local, ray"):
        Settings(engine="spark")


@needs_ray
def test_a_node_unlike_the_others_is_told(tmp_path: Path) -> None:
    from pipeline.engine_ray import _describe, _RayJob  # noqa: PLC0415

    assert "has another communique" in str(_describe(_RayJob(Job(tmp_path, TINY), b"another digest")))
    assert "does not see the corpus" in str(_describe(_RayJob(Job(tmp_path / "elsewhere", TINY), b"")))
