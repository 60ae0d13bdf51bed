"""``python -m tests.restarts [times]``: does the site come back by itself when PostgreSQL is restarted?

People apply without a pause, as in ``tests.chaos``. While the server is away they may be told so (503). Within 15 s
after it is back no form is refused any more, and all that was acknowledged is stored.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack

from tests import postgres

AWAY = 3  # seconds without a server
SETTLED = 8  # seconds after which it is back for everybody: whoever asked before waits for 5 at most
CALM = 5  # seconds in which nothing may fail


def main(times: int) -> int:
    """Start a server of our own, which may be stopped and started again."""
    with postgres.cluster() as files, ExitStack() as server:
        os.environ["DATABASE_URL"] = server.enter_context(postgres.serving(*files))
        from tests import chaos  # noqa: PLC0415 - it sets Django up with this address

        def restart(site: subprocess.Popen[bytes]) -> Counter[str]:
            happened = Counter({"restarts": 0, "answers 503 meanwhile": 0})
            for _ in range(times):
                time.sleep(CALM / 2)
                before = Counter(chaos.Person.statuses)
                server.close()
                time.sleep(AWAY)
                server.enter_context(postgres.serving(*files))
                chaos.say(f"  back after {chaos.back_after(site)}\n")
                time.sleep(SETTLED)
                after = Counter(chaos.Person.statuses)
                time.sleep(CALM)
                late = Counter(chaos.Person.statuses) - after
                assert set(late) == {chaos.TAKEN}, f"refused after the restart: {dict(late)}"
                happened["restarts"] += 1
                happened["answers 503 meanwhile"] += (after - before)["503"]
            return happened

        return chaos.main(restart)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
