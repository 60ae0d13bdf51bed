"""Body: who coordinates networks? Bodies, their tenures, and the people one can turn to."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from directory.enums import LEADING_ROLES, Role
from directory.models.base import Catalogue, Dated, Keyed, WebAddress, one_of
from directory.models.codes import PHONE, CodeField
from directory.models.erasure import Erasure
from directory.querysets import TenureQuerySet, today
from directory.rules import normalisation
from directory.rules.mail_addresses import MailField


class Body(Catalogue):
    """An organisation that coordinates, organises or once initiated networks."""

    slug = CodeField("Webadresse (letzter Teil)", max_length=80, unique=True)
    name = models.CharField("Name", max_length=160)
    sort_key = models.CharField(max_length=160, editable=False)
    short_name = models.CharField("Kurzname", max_length=40, blank=True)
    legal_form = models.CharField("Rechtsform", max_length=80, blank=True)
    office = models.CharField("Geschäftsstelle", max_length=300, blank=True)
    url = WebAddress("Webadresse", max_length=300, blank=True)
    entry = models.OneToOneField(
        "directory.Network",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="as_body",
        verbose_name="eigener Eintrag als Netzwerk",
    )
    verified_on = models.DateField("zuletzt geprüft am", null=True, blank=True)
    updated_at = models.DateTimeField("gespeichert", auto_now=True)

    class Meta:
        verbose_name = "koordinierende Stelle"
        verbose_name_plural = "koordinierende Stellen"
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        self.sort_key = normalisation.sort_key(self.name)
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        return reverse("directory:body", args=[self.slug])


class Tenure(Keyed, Dated, Catalogue):
    """The time during which a body had a role for a network."""

    network = models.ForeignKey("directory.Network", models.CASCADE, related_name="tenures", verbose_name="Netzwerk")
    body = models.ForeignKey(Body, models.PROTECT, related_name="tenures", verbose_name="Stelle")
    role = models.CharField("Rolle", max_length=20, choices=Role.choices)
    text = models.CharField("Erläuterung", max_length=300, blank=True)

    objects = TenureQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "Koordination"
        verbose_name_plural = "Koordinationen"
        ordering = [models.F("start_earliest").asc(nulls_first=True), "pk"]
        constraints = [
            Dated.order(),
            Dated.bounded(),
            Keyed.key_once("network"),
            one_of(Role, "role"),
            models.UniqueConstraint(
                fields=["network", "body", "role", "start"],
                name="tenure_once",
                violation_error_message="Diese Stelle hat diese Rolle ab diesem Tag schon.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_role_display()} {self.span}".strip()

    def touch(self) -> None:
        models.QuerySet(Body).filter(pk=self.body_id).update(updated_at=timezone.now())
        super().touch()

    @property
    def is_running(self) -> bool:
        """Whether it has begun and not ended today."""
        begun = not self.start_earliest or self.start_earliest <= today()
        return begun and (not self.end_latest or self.end_latest >= today())

    @property
    def is_coming(self) -> bool:
        """Whether it has not begun yet."""
        return self.start_earliest is not None and self.start_earliest > today()

    @property
    def leads(self) -> bool:
        """Whether it answers "who runs the network today?"."""
        return self.role in LEADING_ROLES and self.is_running


class Contact(Keyed, Dated, Catalogue):
    """A named person one can turn to. Personal data: shown only while confirmed, current and not withheld."""

    network = models.ForeignKey("directory.Network", models.CASCADE, related_name="contacts", verbose_name="Netzwerk")
    tenure = models.ForeignKey(
        Tenure,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name="im Rahmen der Koordination",
        help_text="Endet diese Koordination, wird die Person nicht mehr gezeigt.",
    )
    name = models.CharField("Name", max_length=120, blank=True)
    email = MailField("E-Mail-Adresse", blank=True)
    phone = models.CharField("Telefon", max_length=40, blank=True, validators=[PHONE])
    purpose = models.CharField("Wofür", max_length=200, blank=True)
    confirmed_on = models.DateField("zuletzt bestätigt am", null=True, blank=True)
    withheld = models.BooleanField(
        "nicht zeigen",
        default=False,
        help_text="Auf Wunsch der Person; dass es einen Kontakt gab, bleibt sichtbar.",
    )

    class Meta:
        verbose_name = "Kontaktperson"
        verbose_name_plural = "Kontaktpersonen"
        ordering = ["pk"]
        constraints = [
            Dated.order(),
            Dated.bounded(),
            Keyed.key_once("network"),
            models.CheckConstraint(
                condition=~Q(name="") | Q(withheld=True),
                name="contact_named_or_withheld",
                violation_error_message="Eine Kontaktperson braucht einen Namen, solange sie gezeigt wird.",
            ),
            models.UniqueConstraint(
                fields=["network", "name"],
                condition=~Q(name=""),
                name="contact_once",
                violation_error_message="Diese Person steht bei diesem Netzwerk schon.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or "nicht gezeigte Person"

    def save(self, *args: Any, **options: Any) -> None:
        super().save(*args, **options)
        if self.withheld:
            Erasure.note("withheld", f"{self.pk}@{self.network_id}")

    @property
    def is_shown(self) -> bool:
        """Whether readers may see the person: not withheld, not over, and the tenure still running."""
        over = self.end_latest is not None and self.end_latest < today()
        return not self.withheld and not over and (self.tenure is None or self.tenure.is_running)
