"""How does an application read? All that somebody said of themselves, in words, for them and for who decides."""

from memberships.models import Application

TOLD = (
    "party", "name", "email", "organisation", "function", "sector", "place", "land", "level", "statement", "remark",
)  # fmt: skip
LABELS = {field.name: str(field.verbose_name) for field in Application._meta.concrete_fields}


def told(application: Application) -> list[tuple[str, str]]:
    """What the applicant said, each with its label; conditions in the words in which they were asked."""
    return [*values(application, TOLD), *(("Trifft zu", row["text"]) for row in application.tasks)]


def values(application: Application, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Labels and values of what is filled in."""
    pairs = []
    for name in names:
        shown = getattr(application, f"get_{name}_display", None)
        value = shown() if shown else getattr(application, name)
        if value:
            pairs.append((LABELS[name], str(value)))
    return pairs
