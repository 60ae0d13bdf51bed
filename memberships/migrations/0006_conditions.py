"""What applicants tick are the conditions of the network in its own words, no longer tasks from a list for all."""

from django.db import migrations

TASKS = {
    "auftrag": (
        "Ich bin in einer Verwaltung beauftragt, die Bürgerbeteiligung in der Kommune voranzubringen.",
        [
            ("function", "beteiligung-voranbringen"),
            ("function", "treibt-voran-oder-verantwortet"),
            ("activity", "buergerbeteiligung"),
        ],
    ),
    "verantwortung": (
        "Ich treibe Bürgerbeteiligung in meiner Organisation voran oder verantworte sie.",
        [("function", "treibt-voran-oder-verantwortet"), ("activity", "buergerbeteiligung")],
    ),
    "taetigkeit": ("Ich bin in der Bürgerbeteiligung tätig.", [("activity", "buergerbeteiligung")]),
    "demokratiefoerderung": (
        "Ich bin in der Förderung der Demokratie tätig.",
        [("activity", "demokratiefoerderung")],
    ),
    "partizipationsforschung": ("Ich forsche zu Partizipation.", [("activity", "partizipationsforschung")]),
    "projekte": ("Ich habe schon Beteiligungsprojekte durchgeführt.", [("experience", "beteiligungsprojekte")]),
    "einsatz": (
        "Ich setze mich oder wir setzen uns für mehr Bürgerbeteiligung und eine starke Zivilgesellschaft ein.",
        [("purpose", "mehr-beteiligung-und-starke-zivilgesellschaft")],
    ),
    "interesse": (
        "Ich möchte mich austauschen und mitwirken.",
        [("purpose", "interesse-am-austausch"), ("purpose", "interesse-an-mitwirkung")],
    ),
}
"""What stood in the old list, and the conditions each of it met."""


def tell_in_words(apps, schema_editor):
    """Each ticked task becomes the condition it met at this network; where it met none, its words stay."""
    applications = apps.get_model("memberships", "Application").objects.using(schema_editor.connection.alias)
    criteria = apps.get_model("directory", "Criterion").objects.using(schema_editor.connection.alias)
    for number, network, ticked in list(applications.exclude(tasks=[]).values_list("pk", "network", "tasks")):
        asked = set(criteria.filter(terms__network=network).values_list("kind", "value"))
        stated = []
        for task in ticked:
            text, meets = TASKS.get(task, (task, []))
            met = [pair for pair in meets if pair in asked] or [("", "")]
            stated += [{"kind": kind, "value": value, "text": text} for kind, value in met]
        applications.filter(pk=number).update(tasks=stated)


class Migration(migrations.Migration):
    dependencies = [
        ("memberships", "0005_accounts"),
        ("directory", "0006_ways_elsewhere"),
    ]

    operations = [migrations.RunPython(tell_in_words, migrations.RunPython.noop)]
