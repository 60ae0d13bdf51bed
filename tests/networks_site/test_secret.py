"""Is the secret key made once, kept from other people, and the same for everyone who starts at once?"""

import os
import secrets
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.conf import settings

from networks_site import secret


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "secret_key"


def test_kept_in_makes_a_key(path):
    key = secret.kept_in(path)
    assert len(key) == 86  # 64 bytes in Base64
    assert path.read_text(encoding="ascii") == key


def test_kept_in_keeps_it(path):
    assert secret.kept_in(path) == secret.kept_in(path)


def test_kept_in_given_key(path):
    path.write_text("gegeben", encoding="ascii")
    assert secret.kept_in(path) == "gegeben"


def test_kept_in_differs(tmp_path):
    assert secret.kept_in(tmp_path / "eins") != secret.kept_in(tmp_path / "zwei")


def test_kept_in_readable_by_its_owner_only(path):
    before = os.umask(0)
    try:
        secret.kept_in(path)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600


def test_kept_in_no_folder(tmp_path):
    with pytest.raises(FileNotFoundError):
        secret.kept_in(tmp_path / "fehlt" / "secret_key")


# --- two at once ------------------------------------------------------------------------------


def test_kept_in_two_at_once_while_making_takes_long(path, monkeypatch):
    """Whoever comes second while the first is still making the key gets the whole key, not an empty file."""
    make, start = secrets.token_urlsafe, Barrier(2)

    def slow(*size):
        time.sleep(0.3)
        return make(*size)

    def begin(delay):
        start.wait()
        time.sleep(delay)
        return secret.kept_in(path)

    monkeypatch.setattr(secrets, "token_urlsafe", slow)
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(begin, (0, 0.1))
    assert first == second == path.read_text(encoding="ascii")
    assert len(first) == 86


def test_kept_in_many_processes(path):
    code = "import sys, pathlib; from networks_site import secret; print(secret.kept_in(pathlib.Path(sys.argv[1])))"
    command = [sys.executable, "-c", code, str(path)]
    started = [subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    keys = {process.communicate(timeout=60)[0].strip() for process in started}
    assert keys == {path.read_text(encoding="ascii")}
