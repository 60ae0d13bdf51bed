"""Applications nobody has been told of, letters about them, and operators who say who decides."""

import django.db.models.deletion
from django.db import migrations, models


def let_operators_assign(apps, schema_editor):
    """Whoever runs the site sees which applications reach nobody, and of these nothing but the network."""
    database = schema_editor.connection.alias
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    assign = permissions.filter(content_type__app_label="memberships", codename="assign_application")
    for group in apps.get_model("auth", "Group").objects.using(database).filter(name="Betrieb"):
        group.permissions.add(*assign)


class Migration(migrations.Migration):

    dependencies = [
        ('memberships', '0008_one_word_each'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='message',
            name='message_letter_known',
        ),
        migrations.AddField(
            model_name='application',
            name='announced_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='gemeldet'),
        ),
        migrations.AddField(
            model_name='application',
            name='decided_as',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='directory.body', verbose_name='entschieden für'),
        ),
        migrations.AlterField(
            model_name='message',
            name='letter',
            field=models.CharField(choices=[('confirm', 'Bitte bestätigen'), ('received', 'Eingegangen'), ('question', 'Rückfrage'), ('approved', 'Angenommen'), ('declined', 'Abgelehnt'), ('withdrawn', 'Zurückgezogen'), ('reminder', 'Erinnerung an die Mitgliedschaftsstelle'), ('news', 'Neue Anträge'), ('lost-link', 'Neuer Link'), ('notice', 'Benachrichtigung bestätigen'), ('opened', 'Es ist so weit'), ('hint-accepted', 'Hinweis übernommen'), ('hint-declined', 'Hinweis nicht übernommen'), ('hint-duplicate', 'Hinweis lag schon vor'), ('inquiry', 'Bitte um Bestätigung'), ('account', 'Änderung am Konto bestätigen'), ('account-settled', 'Änderung am Konto erledigt')], max_length=20, verbose_name='Brief'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('letter__in', ['confirm', 'received', 'question', 'approved', 'declined', 'withdrawn', 'reminder', 'news', 'lost-link', 'notice', 'opened', 'hint-accepted', 'hint-declined', 'hint-duplicate', 'inquiry', 'account', 'account-settled'])), name='message_letter_known', violation_error_message='Diesen Wert gibt es nicht (letter).'),
        ),
        migrations.RunPython(let_operators_assign, migrations.RunPython.noop),
    ]
