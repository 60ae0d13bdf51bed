"""The site on one machine, as ``make run`` starts it: gunicorn and the worker that sends letters.

A worker that dies is started anew, and that is said. With gunicorn everything ends.
"""

import signal
import subprocess
import sys
import time
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
WEB = [sys.executable, "-m", "gunicorn", "--config", str(FOLDER / "serving.py"), "networks_site.wsgi"]
WORKER = [sys.executable, str(FOLDER.parent / "manage.py"), "worker"]
LOOK = 0.2  # seconds between two looks
PAUSES = (1, 2, 5, 15, 60)  # seconds before a worker is started anew, the longer the sooner it has died again
STEADY = 60  # seconds after which a worker counts as running well


def run(web: list[str], worker: list[str]) -> int:
    """Run both until the first ends, or until somebody ends this program; the first one's exit code."""
    told: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: told.append(number))
    site = subprocess.Popen(web)  # noqa: S603 - our own programs
    helper = Helper(worker)
    ending = False
    while site.poll() is None:
        time.sleep(LOOK)
        while told:
            site.send_signal(told[0])
            ending = told.pop(0) != signal.SIGHUP or ending
        if not ending:
            helper.keep()
    helper.end()
    return site.returncode


class Helper:
    """A program that is started anew when it dies."""

    def __init__(self, command: list[str]) -> None:
        self.command, self.deaths, self.due = command, 0, 0.0
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.command)  # noqa: S603
        self.started, self.due = time.monotonic(), 0.0

    def keep(self) -> None:
        """Look after it: say that it has died, and start it anew after a pause."""
        now = time.monotonic()
        if self.due:
            if now >= self.due:
                self.start()
        elif self.process.poll() is not None:
            self.deaths = 0 if now - self.started > STEADY else self.deaths + 1
            pause = PAUSES[min(self.deaths, len(PAUSES) - 1)]
            self.due = now + pause
            said = f"The worker has died ({self.process.returncode}) and is started anew in {pause} s.\n"
            sys.stderr.write(said)

    def end(self) -> None:
        """Stop it; it finishes what it is doing."""
        self.process.terminate()
        self.process.wait()


if __name__ == "__main__":
    sys.exit(run(WEB, WORKER))
