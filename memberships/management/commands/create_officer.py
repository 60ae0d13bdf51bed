"""Set up the first account that decides on a body's applications. Its secrets are shown once and kept nowhere.

Where somebody decides already, a further officer needs that person's word: see ``memberships.accounts``.
"""

import secrets
import sys
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
from directory.rules.punctuation import closed
from memberships import accounts
from memberships.applications import permissions

RANDOM = 18  # bytes of a password nobody chose


class Command(BaseCommand):
    help = (
        "Richtet das erste Konto ein, das für eine Stelle über Mitgliedsanträge entscheidet. Das Passwort wird "
        "ausgewürfelt und einmal gezeigt, oder es kommt aus einer Datei."
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
        parser.add_argument(
            "--password-file", dest="file", metavar="DATEI", help="liest das Passwort daraus; - liest die Eingabe"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        bodies = find_bodies(options["body"])
        user = new_user(options["username"], options["email"])
        password = choose_password(options["file"])
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        device = create(user, password, bodies)
        names = ", ".join(str(body) for body in bodies)
        self.stdout.write(f"{user.get_username()} entscheidet jetzt für: {names}")
        if not options["file"]:
            self.stdout.write(f"Passwort: {password}")
        if device is not None:
            self.stdout.write("Zweiter Faktor, für eine App für Einmalpasswörter; bitte auf sicherem Weg übergeben:")
            self.stdout.write(device.config_url)


def find_bodies(slugs: list[str]) -> list[Body]:
    """The bodies with these slugs.

    Raises:
        CommandError: naming the ones that do not exist, and all that do; or those where somebody decides already.
    """
    found = list(Body.objects.filter(slug__in=slugs).by_name())
    missing = sorted(set(slugs) - {body.slug for body in found})
    if missing:
        known = ", ".join(Body.objects.by_name().values_list("slug", flat=True)) or "keine"
        raise CommandError(f"Diese Stelle gibt es nicht: {', '.join(missing)}. Es gibt: {known}.")
    staffed = [str(body) for body in found if accounts.who_could_agree(body)]
    if staffed:
        raise CommandError(
            f"Hier entscheidet schon jemand: {closed(', '.join(staffed))} Eine weitere Person kommt im Admin unter "
            "Mitgliedschaftsstellen dazu, und wer dort entscheidet, stimmt zu."
        )
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


def choose_password(file: str | None) -> str:
    """From the file, or one nobody chose.

    Raises:
        CommandError: if the file cannot be read.
    """
    if not file:
        return secrets.token_urlsafe(RANDOM)
    if file == "-":
        return sys.stdin.readline().rstrip("\r\n")
    try:
        return Path(file).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"Die Datei {file} ist nicht lesbar.") from error


@transaction.atomic
def create(user: Any, password: str, bodies: list[Body]) -> TOTPDevice | None:
    """Store everything or nothing; the second factor, where it is asked for."""
    user.set_password(password)
    user.save()
    permissions.appoint(user, bodies)
    if not settings.OFFICERS_NEED_OTP:
        return None
    return TOTPDevice.objects.create(user=user, name="Einmalpasswort", confirmed=True)
