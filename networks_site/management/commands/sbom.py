"""Sbom: what is the site made of? Every package of the locks, with version, checksums and licence (CycloneDX 1.6)."""

import json
import re
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

PINNED = re.compile(r"^([\w.-]+)==([^\s;\\]+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
SHORT = 60  # characters; some packages put the whole text of their licence where its name belongs


class Command(BaseCommand):
    help = "Prints the list of all packages the site needs, in the format CycloneDX."

    def handle(self, *args: Any, **options: Any) -> None:
        document = {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "components": [*from_python(), *from_npm()],
        }
        self.stdout.write(json.dumps(document, ensure_ascii=False, indent=2))


def from_python() -> list[dict[str, Any]]:
    lock = (settings.BASE_DIR / "requirements.lock").read_text(encoding="utf-8")
    return [
        component("pypi", name, version, licence(name), "SHA-256", re.findall(r"sha256:([0-9a-f]{64})", rest))
        for name, version, rest in PINNED.findall(lock)
    ]


def from_npm() -> list[dict[str, Any]]:
    lock = json.loads((settings.BASE_DIR / "package-lock.json").read_text(encoding="utf-8"))
    return [
        component("npm", path.removeprefix("node_modules/"), entry["version"], entry.get("license", ""))
        for path, entry in lock["packages"].items()
        if path and not entry.get("dev")
    ]


def component(
    kind: str, name: str, version: str, licensed: str, algorithm: str = "", sums: list[str] | None = None
) -> dict[str, Any]:
    """One package. Of the checksums one belongs to the file that was installed; which one depends on the machine."""
    return {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:{kind}/{name.replace('@', '%40')}@{version}",
        "licenses": [{"license": {"name": licensed}}] if licensed else [],
        "hashes": [{"alg": algorithm, "content": each} for each in sums or []],
    }


def licence(name: str) -> str:
    """What an installed package says of itself; empty for what this machine does not need."""
    try:
        said: Any = metadata(name)
    except PackageNotFoundError:
        return ""
    classified = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or [] if line.startswith("License")]
    own = (said.get("License") or "").splitlines()[:1]
    return said.get("License-Expression") or next(iter(own if own and len(own[0]) <= SHORT else classified), "")
