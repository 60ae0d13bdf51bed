"""Set up an account that decides on applications. Its secrets are shown once and kept nowhere."""

import secrets
import sys
from getpass import getpass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from directory.models import Body
from directory.rules import mail_addresses
from memberships.applications import permissions

RANDOM = 18  # bytes of a password nobody chose


class Command(BaseCommand):
    help = (
        "Richtet ein Konto ein, das über Mitgliedsanträge entscheidet. Das Passwort wird erfragt, aus einer Datei "
        "gelesen oder ausgewürfelt und einmal gezeigt."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="Benutzername für die Anmeldung")
        parser.add_argument("--email", required=True, help="dorthin gehen Erinnerungen")
        parser.add_argument(
            "--body",
            action="append",
            required=True,
            metavar="SLUG",
            help="Stelle, für die das Konto entscheidet; mehrmals möglich",
        )
        source = parser.add_mutually_exclusive_group()
        source.add_argument(
            "--password-file", dest="file", metavar="DATEI", help="liest das Passwort daraus; - liest die Eingabe"
        )
        source.add_argument("--random-password", action="store_true", help="würfelt ein Passwort und zeigt es einmal")

    def handle(self, *args: Any, **options: Any) -> None:
        bodies = find_bodies(options["body"])
        user = new_user(options["username"], options["email"])
        password = choose_password(options)
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        device = create(user, password, bodies)
        names = ", ".join(str(body) for body in bodies)
        self.stdout.write(f"{user.get_username()} entscheidet jetzt für: {names}")
        if options["random_password"]:
            self.stdout.write(f"Passwort: {password}")
        if device is not None:
            self.stdout.write("Zweiter Faktor, für eine App für Einmalpasswörter; bitte auf sicherem Weg übergeben:")
            self.stdout.write(device.config_url)


def find_bodies(slugs: list[str]) -> list[Body]:
    """The bodies with these slugs.

    Raises:
        CommandError: naming the ones that do not exist, and all that do.
    """
    found = list(Body.objects.filter(slug__in=slugs).by_name())
    missing = sorted(set(slugs) - {body.slug for body in found})
    if missing:
        known = ", ".join(Body.objects.by_name().values_list("slug", flat=True)) or "keine"
        raise CommandError(f"Diese Stelle gibt es nicht: {', '.join(missing)}. Es gibt: {known}.")
    return found


def new_user(username: str, email: str) -> Any:
    """An account that is not stored yet.

    Raises:
        CommandError: if name or address do not hold, if the name is taken, or if the database lacks the group.
    """
    user = get_user_model()(username=username, email=email, is_staff=True)
    try:
        mail_addresses.refuse_unreachable(email)
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    if not Group.objects.filter(name=permissions.OFFICERS).exists():
        raise CommandError(f"Die Gruppe „{permissions.OFFICERS}“ fehlt; bitte zuerst manage.py migrate.")
    return user


def choose_password(options: dict[str, Any]) -> str:
    """From where the command line says."""
    if options["random_password"]:
        return secrets.token_urlsafe(RANDOM)
    if options["file"] == "-":
        return sys.stdin.readline().rstrip("\r\n")
    if options["file"]:
        try:
            return Path(options["file"]).read_text(encoding="utf-8").rstrip("\r\n")
        except OSError as error:
            raise CommandError(f"Die Datei {options['file']} ist nicht lesbar.") from error
    if not sys.stdin.isatty():
        raise CommandError("Woher kommt das Passwort? Bitte --password-file oder --random-password angeben.")
    password = getpass("Passwort: ")
    if password != getpass("Noch einmal: "):
        raise CommandError("Die beiden Passwörter sind verschieden.")
    return password


@transaction.atomic
def create(user: Any, password: str, bodies: list[Body]) -> TOTPDevice | None:
    """Store everything or nothing; the second factor, where it is asked for."""
    user.set_password(password)
    user.save()
    permissions.appoint(user, bodies)
    if not settings.OFFICERS_NEED_OTP:
        return None
    return TOTPDevice.objects.create(user=user, name="Einmalpasswort", confirmed=True)
