"""``python -m tests.known_holes``: is a weakness known of any package we need? Asks osv.dev, and says openly when it
could not ask.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
FEED = os.environ.get("KNOWN_HOLES", "https://api.osv.dev/v1/querybatch")


def main() -> int:
    """What is known of the packages the list of parts names."""
    command = [sys.executable, "manage.py", "sbom"]
    made = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return told([component["purl"] for component in json.loads(made.stdout)["components"]])


def told(names: list[str]) -> int:
    """1 if there are any; 0 also if nobody answers, for that is no fault of the packages."""
    question = json.dumps({"queries": [{"package": {"purl": name}} for name in names]}).encode()
    request = Request(FEED, question, {"Content-Type": "application/json"})  # noqa: S310 - https, or what a test names
    try:
        with urlopen(request, timeout=20) as answer:  # noqa: S310
            found = json.load(answer)["results"]
    except (OSError, ValueError, KeyError) as error:
        say(f"Known weaknesses of {len(names)} packages: NOT CHECKED, {FEED} did not answer ({type(error).__name__})")
        return 0
    holes = {name: [each["id"] for each in one.get("vulns", [])] for name, one in zip(names, found, strict=True)}
    for name, numbers in holes.items():
        if numbers:
            say(f"{name}: {' '.join(numbers)}")
    say(f"Known weaknesses: {sum(map(len, holes.values()))} in {len(names)} packages")
    return int(any(holes.values()))


def say(text: str) -> None:
    print(f"  {text}")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
