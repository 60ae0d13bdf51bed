"""Does the program behind ``make run`` keep a worker, end with gunicorn, and end both when told?"""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from networks_site import running

KEEP = "import sys; from networks_site import running; running.PAUSES = (0,); sys.exit(running.run({}, {}))"
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def started(web: list[str], worker: list[str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", KEEP.format(web, worker)]
    return subprocess.Popen(command, cwd=settings.BASE_DIR, stderr=subprocess.PIPE, text=True)


def writing(path: Path, then: str) -> list[str]:
    """A program that adds a line to a file, and then ..."""
    return [sys.executable, "-c", f"import time; open({str(path)!r}, 'a').write('x'); {then}"]


def wait_for(path: Path, length: int) -> None:
    end = time.monotonic() + 20
    while not (path.exists() and len(path.read_text(encoding="ascii")) >= length):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_dead_worker_is_started_anew_and_that_is_said(tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    program = started(SLEEP, writing(starts, "raise SystemExit(3)"))
    wait_for(starts, 3)
    program.send_signal(signal.SIGTERM)
    said = program.communicate(timeout=20)[1]
    assert said.splitlines()[0] == "The worker has died (3) and is started anew in 0 s."
    assert program.returncode == 256 - signal.SIGTERM


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_both_end_when_told(tmp_path: Path, number: int) -> None:
    starts = tmp_path / "starts"
    program = started(SLEEP, writing(starts, "time.sleep(60)"))
    wait_for(starts, 1)
    begun = time.monotonic()
    program.send_signal(number)
    said = program.communicate(timeout=20)[1]
    assert time.monotonic() - begun < 10
    assert "has died" not in said
    assert starts.read_text(encoding="ascii") == "x"


def test_with_gunicorn_everything_ends(tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    program = started([sys.executable, "-c", "raise SystemExit(4)"], writing(starts, "time.sleep(60)"))
    program.communicate(timeout=20)
    assert program.returncode == 4


def test_the_commands_are_what_the_readme_says() -> None:
    assert running.WEB[1:] == ["-m", "gunicorn", "--config", str(running.FOLDER / "serving.py"), "networks_site.wsgi"]
    assert running.WORKER[1:] == [str(settings.BASE_DIR / "manage.py"), "worker"]
