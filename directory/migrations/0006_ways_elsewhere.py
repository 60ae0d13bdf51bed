"""A way into a network that leads past this site: where the network itself takes people in."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0005_erasures'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='terms',
            name='terms_path_known',
        ),
        migrations.AddField(
            model_name='historicalterms',
            name='path_text',
            field=models.CharField(blank=True, help_text='Zum Beispiel: ein Formular auf Papier, und wo man es bekommt.', max_length=300, verbose_name='… oder in Worten'),
        ),
        migrations.AddField(
            model_name='historicalterms',
            name='path_url',
            field=models.URLField(blank=True, help_text='Wo das Netzwerk selbst Anmeldungen oder Anträge annimmt.', max_length=300, verbose_name='Webadresse dafür'),
        ),
        migrations.AddField(
            model_name='terms',
            name='path_text',
            field=models.CharField(blank=True, help_text='Zum Beispiel: ein Formular auf Papier, und wo man es bekommt.', max_length=300, verbose_name='… oder in Worten'),
        ),
        migrations.AddField(
            model_name='terms',
            name='path_url',
            field=models.URLField(blank=True, help_text='Wo das Netzwerk selbst Anmeldungen oder Anträge annimmt.', max_length=300, verbose_name='Webadresse dafür'),
        ),
        migrations.AlterField(
            model_name='historicalterms',
            name='path',
            field=models.CharField(choices=[('apply', 'hier beantragen'), ('write', 'der Kontaktperson schreiben'), ('elsewhere', 'beim Netzwerk selbst'), ('notice', 'noch nicht möglich; Bescheid geben lassen'), ('ended', 'nicht mehr möglich'), ('none', 'kein Weg bekannt')], default='none', help_text='Was die Seite des Netzwerks anbietet. Nur „hier beantragen“ öffnet das Formular. Zu „beim Netzwerk selbst“ gehören Webadresse oder Worte.', max_length=10, verbose_name='Weg über dieses Verzeichnis'),
        ),
        migrations.AlterField(
            model_name='terms',
            name='path',
            field=models.CharField(choices=[('apply', 'hier beantragen'), ('write', 'der Kontaktperson schreiben'), ('elsewhere', 'beim Netzwerk selbst'), ('notice', 'noch nicht möglich; Bescheid geben lassen'), ('ended', 'nicht mehr möglich'), ('none', 'kein Weg bekannt')], default='none', help_text='Was die Seite des Netzwerks anbietet. Nur „hier beantragen“ öffnet das Formular. Zu „beim Netzwerk selbst“ gehören Webadresse oder Worte.', max_length=10, verbose_name='Weg über dieses Verzeichnis'),
        ),
        migrations.AddConstraint(
            model_name='terms',
            constraint=models.CheckConstraint(condition=models.Q(('path__in', ['apply', 'write', 'elsewhere', 'notice', 'ended', 'none'])), name='terms_path_known', violation_error_message='Diesen Wert gibt es nicht (path).'),
        ),
        migrations.AddConstraint(
            model_name='terms',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('path', 'elsewhere'), _negated=True), models.Q(('path_url', ''), _negated=True), models.Q(('path_text', ''), _negated=True), _connector='OR'), name='terms_elsewhere_told', violation_error_message='Zu „beim Netzwerk selbst“ gehören Webadresse oder Worte.'),
        ),
    ]
