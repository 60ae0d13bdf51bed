"""Who may do what in the admin: four groups, each with exactly its rights."""

from importlib import import_module

from django.db import migrations

make_permissions = import_module("memberships.migrations.0002_groups").make_permissions

V, A, C, D = "view", "add", "change", "delete"
ROWS = ("scope", "relation", "tenure", "contact", "treatment", "fact", "terms", "criterion", "citation", "gap", "verdict")
RECORDS = ("network", "body", "topic")

CURATORS = {
    "directory": {
        **{model: (V, A, C) for model in (*RECORDS, "member")},
        **{model: (V, A, C, D) for model in ROWS},
        "source": (V, A),
        "silence": (V,),
        "page": (V,),
        "link": (V, C),
        "pair": (V, C),
        "merger": (V,),
    },
    "memberships": {"message": (V,), "proposal": (V, C), "correspondent": (V, A, C, D), "inquiry": (V, A), "reply": (V,)},
}
CHIEFS = {
    "directory": {
        **CURATORS["directory"],
        **{model: (V, A, C, D) for model in (*RECORDS, "member", "source", "silence")},
        "network": (V, A, C, D, "publish", "import"),
        "merger": (V, A, C),
    },
    "memberships": {**CURATORS["memberships"], "proposal": (V, C, D)},
}
OPERATORS = {
    "auth": {"user": (V, A, C, D), "group": (V,)},
    "directory": {"page": (V, A, C, D)},
    "memberships": {"consenttext": (V, A)},
}
GROUPS = {"Kuratorium": CURATORS, "Leitung des Kuratoriums": CHIEFS, "Betrieb": OPERATORS}


def make_roles(apps, schema_editor):
    """Set each group's rights; run twice, it changes nothing."""
    database = schema_editor.connection.alias
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    groups = apps.get_model("auth", "Group").objects.using(database)
    for label in ("auth", "directory", "memberships"):
        make_permissions(apps, label, database)
    for name, rights in GROUPS.items():
        group, _ = groups.get_or_create(name=name)
        found = []
        for label, models in rights.items():
            codes = {f"{action}_{model}" for model, actions in models.items() for action in actions}
            found += permissions.filter(content_type__app_label=label, codename__in=codes)
        group.permissions.set(found)


class Migration(migrations.Migration):
    dependencies = [
        ("memberships", "0003_proposals"),
        ("directory", "0002_curation"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
