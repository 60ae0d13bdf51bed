"""Does ``check --deploy`` name each contradiction of the settings, and are our files closed to other accounts?"""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core import checks
from django.test import override_settings

from networks_site import deploying, private
from tests.networks_site.test_settings import BARE, MAIL_OUT, made, run

MADE = """
import django; django.setup()
from django.core import mail
from django.db import connection
connection.cursor().execute("CREATE TABLE IF NOT EXISTS kept (word text)")
connection.cursor().execute("INSERT INTO kept VALUES ('Wort')")
mail.send_mail("Betreff", "Text", None, ["anna@stadt.example"])
"""
UNCHECKED = {"DATABASES", "INSTALLED_APPS", "LOGGING", "LOGGING_CONFIG", "MIDDLEWARE", "STORAGES", "TEMPLATES"}


def complaints(monkeypatch: pytest.MonkeyPatch, **environment: str) -> list[str]:
    """What the check says of ours in such an environment, by number; if it says nothing of ours, it says nothing."""
    found = made(**environment)
    engine = found["DATABASES"]["default"]
    vendor = "sqlite" if engine["ENGINE"].endswith("sqlite3") else "postgresql"
    monkeypatch.setattr(deploying, "connection", SimpleNamespace(vendor=vendor, settings_dict=engine))
    with override_settings(**{name: found[name] for name in found if name.isupper() and name not in UNCHECKED}):
        if "EMAIL_FILE_PATH" not in found:
            del settings.EMAIL_FILE_PATH
        said = checks.run_checks(tags=["security", "database"], include_deployment_checks=True)
    ours = [each.id.removeprefix("networks_site.") for each in said if each.id.startswith("networks_site.")]
    assert (ours == []) == (said == []), said
    return sorted(ours)


def test_check_names_each_contradiction(tmp_path, monkeypatch):
    for name in ("backups", "backups/old.dump", "open.sqlite3"):
        path = tmp_path / name
        path.mkdir(0o755) if name == "backups" else path.write_text("")
        path.chmod(0o755)
    sqlite = {"DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3", "BACKUP_DIR": str(tmp_path / "none")}
    postgres = {"DATABASE_URL": "postgres://netze@db.example.org/netze"}
    key = {"SECRET_KEY": BARE["SECRET_KEY"]}
    cases = [
        (sqlite | key, []),
        (sqlite | {"EMAIL_URL": "file:"}, ["E001"]),
        (sqlite | {"EMAIL_URL": f"file:{tmp_path}"}, ["E001"]),
        (sqlite | {"MACHINES": "2"}, ["E002"]),
        (sqlite | {"MACHINES": "2", "SECRET_KEY": ""}, ["E002", "E004"]),
        (sqlite | key | {"BEHIND_PROXY": "0"}, ["E011"]),
        (sqlite | key | {"ALLOWED_HOSTS": "other.example,*", "RATE_LIMITS": "off"}, ["E014", "E016"]),
        (sqlite | key | {"ALLOWED_HOSTS": "other.example", "OFFICERS_NEED_OTP": "0"}, ["E013", "E017"]),
        (sqlite | key | {"SITE_URL": "http://netze.example.org/x"}, ["E012", "E015", "E017"]),
        (postgres | {"MACHINES": "2", "BACKUP_DIR": str(tmp_path / "backups")}, ["E005", "E005"]),
    ]
    assert [complaints(monkeypatch, **MAIL_OUT | case) for case, _ in cases] == [found for _, found in cases]


def test_check_is_a_command_that_fails():
    environment = MAIL_OUT | {"MACHINES": "2", "SECRET_KEY": "", "DATABASE_URL": "sqlite:////tmp/none.sqlite3"}
    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **environment)
    assert (result.returncode, re.findall(r"networks_site\.(E00[24])", result.stderr)) == (1, ["E002", "E004"])


def test_file_system_is_that_of_the_nearest_mount(monkeypatch, tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\nserver:/srv /srv nfs4 rw 0 0\n/dev/sdb /srv/own ext4 rw 0 0\n")
    monkeypatch.setattr(deploying, "MOUNTS", mounts)
    paths = ("/srv/db.sqlite3", "/srv/own/db.sqlite3", "/var/db.sqlite3", "/srvx/db.sqlite3")
    assert [deploying.file_system(Path(path)) for path in paths] == ["nfs4", "ext4", "ext4", "ext4"]
    monkeypatch.setattr(deploying, "MOUNTS", tmp_path / "nowhere")
    assert deploying.file_system(Path("/srv/db.sqlite3")) == ""


def test_database_on_a_network_disk_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(deploying, "database_file", lambda: tmp_path / "db.sqlite3")
    monkeypatch.setattr(deploying, "file_system", lambda path: "nfs4")
    assert [error.id for error in deploying.one_database()] == ["networks_site.E003"]


# --- files ------------------------------------------------------------------------------------


def test_database_key_and_mails_are_closed(tmp_path):
    """Also where the machine's own mask would leave them open, and where an earlier release has."""
    database = tmp_path / "db.sqlite3"
    environment = BARE | {
        "DATABASE_URL": f"sqlite:///{database}", "EMAIL_URL": f"file:{tmp_path}/mail",
        "DJANGO_SETTINGS_MODULE": "networks_site.settings",
    }  # fmt: skip
    for _ in range(2):
        command = ["sh", "-c", 'umask 000; exec "$@"', "-", sys.executable, "-c", MADE]
        subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True, timeout=120)
        found = {path: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
        assert len(found) >= 3
        assert found == {path: 0o700 if path.is_dir() else 0o600 for path in found}
        database.chmod(0o644)


def test_own_folder_is_closed():
    assert stat.S_IMODE(settings.VAR_DIR.stat().st_mode) == 0o700


def test_closing_leaves_what_is_not_there(tmp_path):
    private.close(tmp_path / "nothing")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0o777, 0o750, 0o644, 0o604])
def test_keep_closes_an_open_folder(tmp_path, mode):
    folder = tmp_path / "var"
    folder.mkdir()
    folder.chmod(mode)
    before = os.umask(0)
    try:
        private.keep(folder)
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == mode & 0o700
