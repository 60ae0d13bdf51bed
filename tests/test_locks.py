"""Dependency locks: complete, hashed, without addresses, for every interpreter the Makefile takes."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
PYTHONS = (ROOT / "Makefile").read_text(encoding="utf-8").partition("PYTHONS := ")[2].partition("\n")[0].split()
PLATFORMS = ("linux", "darwin")  # what the Makefile, a POSIX one, can run on
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pinned(name: str) -> dict[str, Requirement]:
    """The packages of a lock by their canonical names."""
    lines = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    found = [Requirement(line.partition(" --hash")[0]) for line in lines if line and not line.startswith(("#", " "))]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def environments() -> Iterator[dict[str, str]]:
    for version in PYTHONS:
        for platform in PLATFORMS:
            yield {
                **default_environment(),
                "python_version": version,
                "python_full_version": f"{version}.0",
                "sys_platform": platform,
                "platform_system": platform.capitalize(),
            }


def missing(asked: list[str], lock: dict[str, Requirement], environment: dict[str, str]) -> set[str]:
    """Every requirement reached from those asked for which the lock does not fulfil."""
    gaps: set[str] = set()
    waiting = [(Requirement(text), frozenset[str]()) for text in asked]
    seen = set()
    while waiting:
        requirement, extras = waiting.pop()
        marker = requirement.marker
        if marker and not any(marker.evaluate({**environment, "extra": extra}) for extra in extras or {""}):
            continue
        name = canonicalize_name(requirement.name)
        pin = lock.get(name)
        fulfilled = pin is not None and (pin.marker is None or pin.marker.evaluate(environment))
        if not fulfilled or not requirement.specifier.contains(next(iter(pin.specifier)).version):
            gaps.add(str(requirement))
        elif (name, wanted := frozenset(requirement.extras) | {""}) not in seen:
            seen.add((name, wanted))
            waiting += [(Requirement(text), wanted) for text in needs(name)]
    return gaps


def needs(name: str) -> list[str]:
    """What an installed package requires; one that this machine does not need is not here to be asked."""
    try:
        return requires(name) or []
    except ModuleNotFoundError:
        return []


@pytest.mark.parametrize("name", LOCKS)
def test_locks_complete(name):
    """Set-up installs with ``--no-deps``: what is not locked would be missing."""
    asked = PROJECT["project"]["dependencies"] + (PROJECT["dependency-groups"]["dev"] if "dev" in name else [])
    lock = pinned(name)
    gaps = {environment["python_version"]: missing(asked, lock, environment) for environment in environments()}
    assert gaps == {version: set() for version in PYTHONS}


def test_missing_requirement_noticed():
    lock = pinned("requirements-dev.lock")
    without = {name: pin for name, pin in lock.items() if name not in {"coverage", "sqlparse"}}
    assert {gap.partition("[")[0].partition(">")[0] for gap in missing(["pytest-cov", "Django"], without, here())} == {
        "coverage",
        "sqlparse",
    }


def test_outdated_pin_noticed():
    lock = pinned("requirements.lock")
    assert missing(["Django>=99"], lock, here()) == {"Django>=99"}


def here() -> dict[str, str]:
    return next(environments())


def test_interpreters_as_in_project():
    """The Makefile takes what ``requires-python`` admits, newest first."""
    admitted = SpecifierSet(PROJECT["project"]["requires-python"])
    assert [f"3.{minor}" for minor in range(40, 0, -1) if admitted.contains(f"3.{minor}")] == PYTHONS


@pytest.mark.parametrize("name", [*LOCKS, "package-lock.json", ".npmrc"])
def test_locks_name_no_address(name):
    """Each machine fetches packages from the registry it is told to use."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if "://" in line] == []


@pytest.mark.parametrize("name", LOCKS)
def test_locks_have_a_hash_for_each_package(name):
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
    assert len(lines) > 10
    assert [line for line in lines if not re.match(r"[a-z0-9.-]+==\S+.*--hash=sha256:", line)] == []
