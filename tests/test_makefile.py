"""The targets of the Makefile are documented, and the lock files say what pyproject.toml asks for."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
README = ROOT / "README.md"
TARGETS = re.findall(r"^([a-z]+):", MAKEFILE, flags=re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")
LARGEST = 90  # packages; the environment of a small project


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    # These tests may run under `make test`, whose flags are not theirs.
    environment = {
        name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}
    }
    command = ["make", "-C", str(ROOT), "--no-print-directory", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def locked(name: str) -> dict[str, list[str]]:
    """Read a lock file: package to its versions (more than one where they differ by Python version)."""
    versions: dict[str, list[str]] = {}
    for package, version in re.findall(
        r"^([a-z0-9-]+)==([^\s;]+)", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE
    ):
        versions.setdefault(package, []).append(version)
    return versions


def test_make_alone_lists_every_target_with_what_it_does() -> None:
    result = make()
    assert result.returncode == 0
    listed = dict(re.findall(r"^make ([a-z]+) +(\S.*)$", result.stdout, flags=re.MULTILINE))
    assert list(listed) == TARGETS
    assert make("help").stdout == result.stdout


def test_every_target_is_phony() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, flags=re.MULTILINE)
    assert phony.split() == TARGETS


@pytest.mark.parametrize("target", TARGETS)
def test_readme_tells_of_every_target(target: str) -> None:
    if not README.exists():
        pytest.skip("there is no README.md")
    assert re.search(rf"\bmake (?:[a-z]+ )*{target}\b", README.read_text(encoding="utf-8"))


@pytest.mark.parametrize("target", sorted(set(TARGETS) - {"help", "clean"}))
def test_what_needs_the_environment_makes_it(target: str, tmp_path: Path) -> None:
    planned = make("--dry-run", target, f"VENV={tmp_path}/venv").stdout
    assert "--require-hashes -r requirements.lock" in planned
    assert ("-r requirements-dev.lock" in planned) is (target in {"check", "test", "bench", "fuzz", "docs", "lock"})


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ('case "$1" in -V) echo "Python 3.9.2";; *) exit 1;; esac', "Python 3.11 or later is needed"),
        ('case "$1" in -m) exit 1;; esac', "apt install python3-venv"),
    ],
)
def test_a_python_that_does_not_do_is_told(script: str, said: str, tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)
    result = make("setup", f"VENV={tmp_path}/venv", f"PYTHON={python}")
    assert result.returncode != 0
    assert said in result.stderr
    assert not (tmp_path / "venv").exists()


def test_a_python_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = make("setup", f"VENV={tmp_path}/venv", "PYTHON=no-such-python")
    assert "There is no no-such-python" in result.stderr


@pytest.mark.parametrize("name", LOCKS)
def test_lock_files_hold_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(?:-i|--index-url|--extra-index-url|--find-links|-e)\b", text, flags=re.MULTILINE)
    entries = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_lock_files_fit_what_the_project_asks_for() -> None:
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *PROJECT["dependency-groups"]["build"]]
    for name, requirements in zip(LOCKS, (wanted, wanted + project["optional-dependencies"]["dev"]), strict=True):
        versions = locked(name)
        for requirement in map(Requirement, requirements):
            found = versions.get(requirement.name.lower(), [])
            assert found, f"{name} lacks {requirement}: run `make lock`"
            assert all(version in requirement.specifier for version in found), (
                f"{name} does not fit {requirement}: run `make lock`"
            )


def test_both_lock_files_agree_and_stay_small() -> None:
    run, dev = (locked(name) for name in LOCKS)
    assert {package: dev.get(package) for package in run} == run
    assert len(run) <= LARGEST
    assert not {"torch", "tensorflow", "jax"} & set(dev)
