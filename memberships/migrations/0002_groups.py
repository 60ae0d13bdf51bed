"""The two groups of people who work in the admin, with their rights."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

OFFICERS = "Mitgliedschaftsstelle"
CURATORS = "Kuratorium"
OFFICERS_MAY = (
    ("application", "view"),
    ("application", "change"),
    ("message", "view"),
)


def make_groups(apps, schema_editor):
    """Create what is missing; run twice, it changes nothing."""
    database = schema_editor.connection.alias
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    groups = apps.get_model("auth", "Group").objects.using(database)
    for label in ("directory", "memberships"):
        make_permissions(apps, label, database)
    officers, _ = groups.get_or_create(name=OFFICERS)
    codes = [f"{action}_{model}" for model, action in OFFICERS_MAY]
    officers.permissions.add(*permissions.filter(content_type__app_label="memberships", codename__in=codes))
    curators, _ = groups.get_or_create(name=CURATORS)
    catalogue = permissions.filter(content_type__app_label="directory").exclude(content_type__model="revision")
    curators.permissions.add(*catalogue)


def make_permissions(apps, label, database):
    """Django makes permissions only after all migrations, which is too late for an empty database."""
    config = apps.get_app_config(label)
    module = getattr(config, "models_module", None)
    config.models_module = module or True  # the stand-in that migrations get has none, and would be passed over
    create_permissions(config, verbosity=0, using=database, apps=apps)
    config.models_module = module


class Migration(migrations.Migration):
    dependencies = [
        ("memberships", "0001_initial"),
        ("directory", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="application",
            options={
                "ordering": ["submitted_at", "pk"],
                "permissions": [("assign_application", "darf sagen, wer über einen Mitgliedsantrag entscheidet")],
                "verbose_name": "Mitgliedsantrag",
                "verbose_name_plural": "Mitgliedsanträge",
            },
        ),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
