"""The machine of the drill: a folder in place of ``/``, free ports, and what a Debian with systemd would do.

Programs run as they are. In their place stand only those that change the whole machine or need its root: accounts are
not made, packages not installed, and services are started from their unit files without systemd's walls.
"""

import configparser
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, unquote

PLACES = re.compile(
    r"(?<![\w.])/(?:srv/netzwerke|etc/(?:netzwerke|nginx|systemd)|usr/local/bin|var/(?:backups|lib|log)/)"
)
STAND_INS = {
    "runuser": 'while [ "$1" != -- ]; do shift; done\nshift\nexec "$@"',
    "install": "for word; do shift; case $word in -o|-g) skip=1;; *) "
    '[ "$skip" ] || set -- "$@" "$word"; skip=;; esac; done\nexec /usr/bin/install "$@"',
    "nginx": 'exec {nginx} -c {root}/etc/nginx/nginx.conf -e {root}/log/nginx "$@"',
}
NGINX = """
{user}
pid {root}/nginx.pid;
events {{ }}
http {{
    client_body_temp_path {root}/tmp/body;
    proxy_temp_path {root}/tmp/proxy;
    fastcgi_temp_path {root}/tmp/fastcgi;
    uwsgi_temp_path {root}/tmp/uwsgi;
    scgi_temp_path {root}/tmp/scgi;
    include {root}/etc/nginx/sites-enabled/*;
}}
"""


class Failed(Exception):
    """A command of the page does not work; what it said."""


class Machine:
    """Where the page's commands are carried out."""

    def __init__(self, root: Path, project: Path, database: str, mail_port: int) -> None:
        self.root, self.project = root, project
        self.host = f"localhost:{free_port()}"
        self.plain, self.secure, self.inside = free_port(), int(self.host.partition(":")[2]), free_port()
        self.socket, self.mail = unquote(database.partition("@")[2].partition("/")[0]), mail_port
        self.services: dict[str, subprocess.Popen[bytes]] = {}
        for folder in ("bin", "log", "tmp", "etc/nginx/sites-enabled", "etc/systemd/system", "usr/local/bin", "srv"):
            (root / folder).mkdir(parents=True)
        for folder in ("var/lib", "var/backups", "var/log/nginx"):
            (root / folder).mkdir(parents=True)
        self.stand_in()
        self.check_out()

    def stand_in(self) -> None:
        found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        for name, script in STAND_INS.items():
            script = script.replace("{nginx}", str(found)).replace("{root}", str(self.root))
            path = self.root / "bin" / name
            path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
            path.chmod(0o755)
        user = "user root;" if os.geteuid() == 0 else ""  # its processes must reach the folder, which is closed
        (self.root / "etc/nginx/nginx.conf").write_text(NGINX.format(root=self.root, user=user), encoding="utf-8")

    def check_out(self) -> None:
        """A checkout of what is committed, with a place to pull from, and with the packages set-up has installed."""
        origin, here = self.root / "origin", self.root / "srv/netzwerke"
        git = ["git", "-c", "advice.detachedHead=false"]
        subprocess.run([*git, "clone", "-q", "--bare", self.project, origin], check=True)
        head = subprocess.run([*git, "rev-parse", "HEAD"], cwd=self.project, check=True, capture_output=True, text=True)
        subprocess.run([*git, "-C", origin, "branch", "-f", "drilled", head.stdout.strip()], check=True)
        subprocess.run([*git, "clone", "-q", "--branch", "drilled", origin, here], check=True)
        for name in (".venv", "node_modules"):
            (here / name).symlink_to((self.project / name).resolve())
        shutil.copytree(self.project / "var/vendor", here / "var/vendor")
        for name in ("Makefile", "requirements.lock", "package.json", "package-lock.json"):
            os.utime(here / name, (0, 0))  # older than what was installed from them
        for path in (here / "docs/deploy").rglob("*"):
            if path.is_file():
                path.write_text(self.here(path.read_text(encoding="utf-8")), encoding="utf-8")

    def here(self, text: str) -> str:
        """The same text with this machine's places, host and ports."""
        text = PLACES.sub(lambda found: f"{self.root}{found[0]}", text)
        for theirs, ours in (
            ("https://netzwerke.example.org", f"https://{self.host}"),
            ("netzwerke.example.org", "localhost"),
            ("127.0.0.1:8000", f"127.0.0.1:{self.inside}"),
            ("PORT=8000", f"PORT={self.inside}"),
            ("listen 80;", f"listen 127.0.0.1:{self.plain};"),
            ("listen 443 ssl", f"listen 127.0.0.1:{self.secure} ssl"),
            ("%2Fvar%2Frun%2Fpostgresql", quote(self.socket, safe="")),
            ("smtp+tls://user:password@mail.example.org", f"smtp://127.0.0.1:{self.mail}"),
        ):
            text = text.replace(theirs, ours)
        return re.sub(r"^ *listen \[::].*\n", "", text, flags=re.MULTILINE)

    @property
    def environment(self) -> dict[str, str]:
        """What root's shell knows; the site's own settings come from its file only."""
        folders = [self.root / "bin", self.root / "usr/local/bin", os.environ["PATH"], "/usr/sbin"]
        home = {"HOME": str(self.root), "LANG": "C.UTF-8", "PATH": ":".join(map(str, folders))}
        return {**home, "PGHOST": self.socket, "PGUSER": "postgres"}

    # --- commands -----------------------------------------------------------------------------

    def run(self, block: str) -> str:
        """Carry out one block of the page; what it printed."""
        printed = ""
        for line in block.strip().splitlines():
            program, *words = shlex.split(line, comments=True)
            if program == "systemctl":
                self.systemctl(*words)
            elif program not in {"adduser", "apt-get"}:
                printed += self.shell(self.here(line))
        return printed

    def shell(self, line: str) -> str:
        command = ["bash", "-euo", "pipefail", "-c", line]
        ended = subprocess.run(
            command, env=self.environment, cwd=self.root, capture_output=True, text=True, check=False, timeout=300
        )
        if ended.returncode:
            raise Failed(f"{line}\n{ended.stdout}{ended.stderr}")
        return ended.stdout

    # --- services -----------------------------------------------------------------------------

    def systemctl(self, verb: str, *names: str) -> None:
        for name in (name for name in names if not name.startswith("--")):
            if name == "nginx":
                self.nginx()
            elif name.endswith(".timer"):
                assert self.unit(name)["Timer"]["OnCalendar"]
            else:
                if verb in {"stop", "restart"}:
                    self.stop(name)
                if verb != "stop":
                    self.start(name)

    def unit(self, name: str) -> configparser.ConfigParser:
        """What a unit file says, with the part all services share."""
        folder = self.root / "etc/systemd/system"
        parser = configparser.ConfigParser(interpolation=None, strict=False)
        parser.optionxform = str  # type: ignore[assignment,method-assign]
        known = parser.read([folder / name, folder / "netzwerke-.service.d/common.conf"], encoding="utf-8")
        assert len(known) == 2, f"there is no {folder / name}"
        return parser

    def start(self, name: str) -> None:
        service = self.unit(f"{name}.service")["Service"]
        settings = Path(service["EnvironmentFile"]).read_text(encoding="utf-8").splitlines()
        given = dict(line.split("=", 1) for line in settings if "=" in line and not line.startswith("#"))
        with (self.root / "log" / name).open("ab") as log:
            process = subprocess.Popen(
                shlex.split(service["ExecStart"]),
                cwd=service["WorkingDirectory"],
                env={"PATH": self.environment["PATH"], "LANG": "C.UTF-8", **given},
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        if service.get("Type") == "oneshot":
            if process.wait(timeout=120):
                raise Failed(f"{name}: {self.log(name)}")
        else:
            self.services[name] = process

    def stop(self, name: str) -> None:
        if process := self.services.pop(name, None):
            process.terminate()
            process.wait(timeout=60)

    def nginx(self) -> None:
        """Start it, or have it read its files anew."""
        if running := self.services.get("nginx"):
            running.send_signal(signal.SIGHUP)
        else:
            command = [self.root / "bin/nginx", "-g", "daemon off;"]
            self.services["nginx"] = subprocess.Popen(command, env=self.environment, start_new_session=True)

    def log(self, name: str) -> str:
        return (self.root / "log" / name).read_text(encoding="utf-8")[-3000:]

    def end(self) -> None:
        """Stop all that was started."""
        for name in list(self.services):
            self.stop(name)


def free_port() -> int:
    """A port nobody uses at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def complain(text: str) -> None:
    """Say why the drill cannot go on, and end."""
    sys.exit(f"The drill has failed:\n{text}")
