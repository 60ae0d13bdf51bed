"""The counter's tables, and the groups of people who work in the admin, each with exactly its rights."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

V, A, C, D = "view", "add", "change", "delete"
ROWS = (
    "scope", "relation", "tenure", "contact", "treatment", "fact", "terms", "criterion", "membership", "citation", "gap",
    "verdict",
)
RECORDS = ("network", "body", "topic")

OFFICERS = {"memberships": {"application": (V, C), "message": (V,)}}
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
    "memberships": {"message": (V,), "hint": (V, C), "correspondent": (V, A, C, D), "inquiry": (V, A), "reply": (V,)},
}
CHIEFS = {
    "directory": {
        **CURATORS["directory"],
        **{model: (V, A, C, D) for model in (*RECORDS, "member", "source", "silence")},
        "network": (V, A, C, D, "publish", "import"),
        "merger": (V, A, C),
    },
    "memberships": {**CURATORS["memberships"], "hint": (V, C, D)},
}
# Whoever runs the site sees which applications reach nobody, and of these nothing but the network.
OPERATORS = {
    "auth": {"user": (V, A, C, D), "group": (V,)},
    "directory": {"page": (V, A, C, D)},
    "memberships": {"consenttext": (V, A), "application": ("assign",)},
}
GROUPS = {
    "Mitgliedschaftsstelle": OFFICERS,
    "Kuratorium": CURATORS,
    "Leitung des Kuratoriums": CHIEFS,
    "Betrieb": OPERATORS,
}


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
        for label, of_app in rights.items():
            codes = {f"{action}_{model}" for model, actions in of_app.items() for action in actions}
            found += permissions.filter(content_type__app_label=label, codename__in=codes)
        group.permissions.set(found)


def make_permissions(apps, label, database):
    """Django makes permissions only after all migrations, which is too late for an empty database."""
    config = apps.get_app_config(label)
    module = getattr(config, "models_module", None)
    config.models_module = module or True  # the stand-in that migrations get has none, and would be passed over
    create_permissions(config, verbosity=0, using=database, apps=apps)
    config.models_module = module


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ConsentText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(help_text='Zum Beispiel 2027-01.', max_length=20, unique=True, validators=[django.core.validators.RegexValidator('^[0-9a-z-]+$', 'Nur Ziffern, Kleinbuchstaben und Bindestriche.')], verbose_name='Fassung')),
                ('text', models.TextField(max_length=5000, verbose_name='Text (Markdown)')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='gilt seit')),
            ],
            options={
                'verbose_name': 'Einwilligungstext',
                'verbose_name_plural': 'Einwilligungstexte',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AccountChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('password', 'neues Passwort'), ('email', 'andere E-Mail-Adresse'), ('device', 'zweiten Faktor zurücksetzen'), ('body', 'für eine Stelle entscheiden')], max_length=10, verbose_name='Änderung')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='E-Mail-Adresse')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='verlangt am')),
                ('outcome', models.CharField(choices=[('open', 'offen'), ('done', 'ausgeführt'), ('refused', 'abgelehnt'), ('expired', 'verfallen')], default='open', max_length=10, verbose_name='Ergebnis')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='erledigt am')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='verlangt von')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.body', verbose_name='Stelle')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='erledigt von')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='account_changes', to=settings.AUTH_USER_MODEL, verbose_name='Benutzerkonto')),
            ],
            options={
                'verbose_name': 'Änderung an einem Konto',
                'verbose_name_plural': 'Änderungen an Konten',
                'ordering': ['-asked_at', '-pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('step__in', ['password', 'email', 'device', 'body'])), name='accountchange_step_known', violation_error_message='Diesen Wert gibt es nicht (step).'),
                    models.CheckConstraint(condition=models.Q(('outcome__in', ['open', 'done', 'refused', 'expired'])), name='accountchange_outcome_known', violation_error_message='Diesen Wert gibt es nicht (outcome).'),
                    models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'open'), ('settled_at', None)), models.Q(models.Q(('outcome', 'open'), _negated=True), models.Q(('settled_at', None), _negated=True)), _connector='OR'), name='account_change_settled', violation_error_message='Was erledigt ist, hat einen Tag, an dem es erledigt wurde.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', False), ('step', 'body')), models.Q(models.Q(('step', 'body'), _negated=True), ('body', None)), _connector='OR'), name='account_change_body', violation_error_message='Eine Stelle gehört zu genau dieser Änderung.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='Kennung')),
                ('state', models.CharField(choices=[('unconfirmed', 'wartet auf Ihre Bestätigung'), ('waiting', 'wird geprüft'), ('asked', 'wartet auf Ihre Antwort'), ('approved', 'angenommen'), ('declined', 'abgelehnt'), ('withdrawn', 'zurückgezogen'), ('expired', 'verfallen')], default='unconfirmed', max_length=20, verbose_name='Stand')),
                ('submission', models.UUIDField(editable=False, unique=True, verbose_name='Absendung')),
                ('content_key', models.CharField(blank=True, editable=False, max_length=64)),
                ('party', models.CharField(choices=[('person', 'Einzelpersonen'), ('organisation', 'Organisationen'), ('initiative', 'Initiativen')], max_length=20, verbose_name='als')),
                ('name', models.CharField(max_length=120, verbose_name='Name')),
                ('email', models.EmailField(max_length=254, verbose_name='E-Mail-Adresse')),
                ('email_key', models.CharField(editable=False, max_length=254)),
                ('function', models.CharField(blank=True, max_length=160, verbose_name='Funktion')),
                ('organisation', models.CharField(blank=True, max_length=160, verbose_name='Organisation oder Initiative')),
                ('organisation_key', models.CharField(blank=True, editable=False, max_length=160)),
                ('domain_key', models.CharField(blank=True, editable=False, max_length=254)),
                ('organisation_slot', models.CharField(blank=True, editable=False, max_length=160)),
                ('sector', models.CharField(blank=True, choices=[('verwaltung', 'Verwaltung'), ('politik', 'Politik'), ('wissenschaft', 'Wissenschaft'), ('wirtschaft', 'Wirtschaft'), ('zivilgesellschaft', 'Zivilgesellschaft')], max_length=20, verbose_name='Bereich')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='Ort')),
                ('land', models.CharField(blank=True, choices=[('baden-wuerttemberg', 'Baden-Württemberg'), ('bayern', 'Bayern'), ('berlin', 'Berlin'), ('brandenburg', 'Brandenburg'), ('bremen', 'Bremen'), ('hamburg', 'Hamburg'), ('hessen', 'Hessen'), ('mecklenburg-vorpommern', 'Mecklenburg-Vorpommern'), ('niedersachsen', 'Niedersachsen'), ('nordrhein-westfalen', 'Nordrhein-Westfalen'), ('rheinland-pfalz', 'Rheinland-Pfalz'), ('saarland', 'Saarland'), ('sachsen', 'Sachsen'), ('sachsen-anhalt', 'Sachsen-Anhalt'), ('schleswig-holstein', 'Schleswig-Holstein'), ('thueringen', 'Thüringen')], max_length=30, verbose_name='Land')),
                ('level', models.CharField(blank=True, choices=[('bund', 'Bund'), ('land', 'Land'), ('kommune', 'Kommune')], max_length=10, verbose_name='Ebene')),
                ('tasks', models.JSONField(blank=True, default=list, verbose_name='Aufgaben')),
                ('statement', models.TextField(blank=True, max_length=2000, verbose_name='Tätigkeit')),
                ('remark', models.TextField(blank=True, max_length=1000, verbose_name='Erläuterung')),
                ('question', models.TextField(blank=True, max_length=2000, verbose_name='Rückfrage')),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='Antwort')),
                ('decline_reason', models.CharField(blank=True, choices=[('not-eligible', 'Die Bedingungen des Netzwerks sind nicht erfüllt.'), ('one-per-organisation', 'Ihre Organisation ist schon vertreten.'), ('no-answer', 'Die Rückfrage blieb ohne Antwort.'), ('duplicate', 'Der Antrag liegt schon vor.'), ('other', 'Anderer Grund')], max_length=30, verbose_name='Grund der Ablehnung')),
                ('decline_text', models.TextField(blank=True, max_length=2000, verbose_name='… in eigenen Worten')),
                ('exception_text', models.CharField(blank=True, max_length=400, verbose_name='Ausnahme, weil')),
                ('consent_version', models.CharField(max_length=20, verbose_name='Fassung der Einwilligung')),
                ('consent_at', models.DateTimeField(verbose_name='eingewilligt am')),
                ('list_publicly', models.BooleanField(default=False, verbose_name='öffentlich nennen')),
                ('list_publicly_at', models.DateTimeField(blank=True, null=True, verbose_name='… eingewilligt am')),
                ('submitted_at', models.DateTimeField(auto_now_add=True, verbose_name='abgeschickt')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='bestätigt')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='entschieden')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='abgeschlossen')),
                ('announced_at', models.DateTimeField(blank=True, null=True, verbose_name='gemeldet')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='zuletzt erinnert')),
                ('body', models.ForeignKey(blank=True, help_text='Leer: zuständig ist, wer das Netzwerk heute koordiniert.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='assigned_applications', to='directory.body', verbose_name='von Hand zugewiesen an')),
                ('decided_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='directory.body', verbose_name='entschieden für')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
                ('member', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='application', to='directory.member', verbose_name='Mitglied')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='directory.network', verbose_name='Netzwerk')),
            ],
            options={
                'verbose_name': 'Mitgliedsantrag',
                'verbose_name_plural': 'Mitgliedsanträge',
                'ordering': ['submitted_at', 'pk'],
                'permissions': [('assign_application', 'darf sagen, wer über einen Mitgliedsantrag entscheidet')],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('state__in', ['unconfirmed', 'waiting', 'asked', 'approved', 'declined', 'withdrawn', 'expired'])), name='application_state_known', violation_error_message='Diesen Wert gibt es nicht (state).'),
                    models.CheckConstraint(condition=models.Q(('party__in', ['person', 'organisation', 'initiative'])), name='application_party_known', violation_error_message='Diesen Wert gibt es nicht (party).'),
                    models.UniqueConstraint(condition=models.Q(('state__in', ('waiting', 'asked'))), fields=('network', 'email_key'), name='application_one_running', violation_error_message='Zu dieser Adresse läuft bei diesem Netzwerk schon ein Antrag.'),
                    models.UniqueConstraint(condition=models.Q(('state', 'unconfirmed')), fields=('network', 'email_key', 'content_key'), name='application_once_unconfirmed', violation_error_message='Genau dieser Antrag wartet schon auf seine Bestätigung.'),
                    models.UniqueConstraint(condition=models.Q(('state', 'approved'), models.Q(('organisation_slot', ''), _negated=True)), fields=('network', 'organisation_slot'), name='application_one_per_organisation', violation_error_message='Diese Organisation ist in diesem Netzwerk schon vertreten.'),
                    models.CheckConstraint(condition=models.Q(('list_publicly', False), ('list_publicly_at__isnull', False), _connector='OR'), name='application_listing_consented', violation_error_message='Zur öffentlichen Nennung fehlt der Zeitpunkt der Einwilligung.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('approved', 'declined')), _negated=True), ('decided_at__isnull', False), _connector='OR'), name='application_decision_dated', violation_error_message='Zur Entscheidung fehlt der Zeitpunkt.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), ('decline_reason__in', ['not-eligible', 'one-per-organisation', 'no-answer', 'duplicate', 'other']), _connector='OR'), name='application_decline_reasoned', violation_error_message='Zur Ablehnung fehlt der Grund.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=64)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'Versuch',
                'verbose_name_plural': 'Versuche',
                'indexes': [models.Index(fields=['key', 'at'], name='attempt_key_at')],
            },
        ),
        migrations.CreateModel(
            name='Correspondent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, help_text='Leer: die Adresse der öffentlich genannten Kontaktperson.', max_length=254, verbose_name='E-Mail-Adresse')),
                ('declined_at', models.DateTimeField(blank=True, null=True, verbose_name='will nicht gefragt werden, seit')),
                ('asked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='zuletzt gefragt')),
                ('body', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='correspondent', to='directory.body', verbose_name='Stelle')),
            ],
            options={
                'verbose_name': 'E-Mail-Adresse einer Stelle',
                'verbose_name_plural': 'E-Mail-Adressen der Stellen',
                'ordering': ['body__sort_key'],
            },
        ),
        migrations.CreateModel(
            name='DailyCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=64)),
                ('day', models.DateField(editable=False)),
                ('used', models.PositiveSmallIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'Tageszähler',
                'verbose_name_plural': 'Tageszähler',
                'constraints': [models.UniqueConstraint(fields=('key', 'day'), name='daily_count_once')],
            },
        ),
        migrations.CreateModel(
            name='Inquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gefragt')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inquiries', to='directory.body', verbose_name='Stelle')),
            ],
            options={
                'verbose_name': 'Bitte um Bestätigung',
                'verbose_name_plural': 'Bitten um Bestätigung',
                'ordering': ['-asked_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='LinkRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.network')),
            ],
            options={
                'verbose_name': 'Bitte um einen neuen Link',
                'verbose_name_plural': 'Bitten um einen neuen Link',
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='E-Mail-Adresse')),
                ('email_key', models.CharField(editable=False, max_length=254)),
                ('consent_version', models.CharField(max_length=20, verbose_name='Fassung der Einwilligung')),
                ('consent_at', models.DateTimeField(verbose_name='eingewilligt am')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='bestätigt')),
                ('expires_at', models.DateTimeField(verbose_name='gilt bis')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='benachrichtigt')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='directory.network', verbose_name='Netzwerk')),
            ],
            options={
                'verbose_name': 'Vormerkung',
                'verbose_name_plural': 'Vormerkungen',
                'ordering': ['pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('network', 'email_key'), name='notice_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Officer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bodies', models.ManyToManyField(related_name='officers', to='directory.body', verbose_name='zuständig für')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='officer', to=settings.AUTH_USER_MODEL, verbose_name='Benutzerkonto')),
            ],
            options={
                'verbose_name': 'Mitgliedschaftsstelle',
                'verbose_name_plural': 'Mitgliedschaftsstellen',
            },
        ),
        migrations.CreateModel(
            name='Hint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='Kennung')),
                ('about', models.CharField(blank=True, max_length=140, verbose_name='worum es geht')),
                ('stood', models.TextField(blank=True, verbose_name='wie es da stand')),
                ('flaw', models.CharField(choices=[('wrong', 'Etwas ist falsch.'), ('outdated', 'Etwas ist veraltet.'), ('missing', 'Etwas fehlt.'), ('other', 'Etwas anderes')], max_length=20, verbose_name='was nicht stimmt')),
                ('text', models.TextField(max_length=2000, verbose_name='was richtig ist')),
                ('source', models.CharField(blank=True, max_length=400, verbose_name='woher bekannt')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='E-Mail-Adresse')),
                ('consent_version', models.CharField(blank=True, max_length=20, verbose_name='Fassung der Einwilligung')),
                ('consent_at', models.DateTimeField(blank=True, null=True, verbose_name='eingewilligt am')),
                ('submission', models.UUIDField(editable=False, unique=True, verbose_name='Absendung')),
                ('submitted_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='eingegangen')),
                ('stage', models.CharField(choices=[('open', 'offen'), ('accepted', 'übernommen'), ('declined', 'nicht übernommen'), ('duplicate', 'lag schon vor'), ('withdrawn', 'zurückgenommen')], default='open', max_length=20, verbose_name='Stand')),
                ('refusal', models.CharField(blank=True, choices=[('not-confirmed', 'Wir konnten die Angabe nicht bestätigen.'), ('no-source', 'Dazu fehlt uns eine Quelle, die alle nachlesen können.'), ('as-stated', 'So steht es schon im Verzeichnis.'), ('elsewhere', 'Das gehört nicht in dieses Verzeichnis.'), ('other', 'Anderer Grund'), ('no-hint', 'Kein ernst gemeinter Hinweis (ohne Antwort)')], max_length=20, verbose_name='Grund')),
                ('answer', models.TextField(blank=True, max_length=1000, verbose_name='in eigenen Worten')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='entschieden')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='hints', to='directory.body', verbose_name='Stelle')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
                ('informant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reported_hints', to='directory.body', verbose_name='gemeldet von')),
                ('network', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='hints', to='directory.network', verbose_name='Netzwerk')),
                ('same_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='repeats', to='memberships.hint', verbose_name='lag schon vor als')),
            ],
            options={
                'verbose_name': 'Hinweis',
                'verbose_name_plural': 'Hinweise',
                'ordering': ['submitted_at', 'pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('flaw__in', ['wrong', 'outdated', 'missing', 'other'])), name='hint_flaw_known', violation_error_message='Diesen Wert gibt es nicht (flaw).'),
                    models.CheckConstraint(condition=models.Q(('stage__in', ['open', 'accepted', 'declined', 'duplicate', 'withdrawn'])), name='hint_stage_known', violation_error_message='Diesen Wert gibt es nicht (stage).'),
                    models.CheckConstraint(condition=models.Q(models.Q(('body', None), ('network__isnull', False)), models.Q(('body__isnull', False), ('network', None)), _connector='OR'), name='hint_one_entry', violation_error_message='Ein Hinweis gehört zu genau einem Eintrag.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('stage', 'open')), models.Q(models.Q(('stage', 'open'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='hint_decision_dated', violation_error_message='Zur Entscheidung gehört ihr Zeitpunkt.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('stage', 'declined'), _negated=True), ('refusal__in', ['not-confirmed', 'no-source', 'as-stated', 'elsewhere', 'other', 'no-hint']), _connector='OR'), name='hint_refusal_reasoned', violation_error_message='Zur Ablehnung fehlt der Grund.'),
                    models.CheckConstraint(condition=models.Q(('email', ''), ('consent_at__isnull', False), _connector='OR'), name='hint_address_consented', violation_error_message='Zur Adresse fehlt der Zeitpunkt der Einwilligung.'),
                    models.CheckConstraint(condition=models.Q(('same_as', None), models.Q(('same_as', models.F('pk')), _negated=True), _connector='OR'), name='hint_not_its_own_double', violation_error_message='Ein Hinweis wiederholt nicht sich selbst.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letter', models.CharField(choices=[('confirm', 'Bitte bestätigen'), ('received', 'Eingegangen'), ('question', 'Rückfrage'), ('approved', 'Angenommen'), ('declined', 'Abgelehnt'), ('withdrawn', 'Zurückgezogen'), ('reminder', 'Erinnerung an die Mitgliedschaftsstelle'), ('news', 'Neue Anträge'), ('lost-link', 'Neuer Link'), ('notice', 'Benachrichtigung bestätigen'), ('opened', 'Es ist so weit'), ('hint-accepted', 'Hinweis übernommen'), ('hint-declined', 'Hinweis nicht übernommen'), ('hint-duplicate', 'Hinweis lag schon vor'), ('inquiry', 'Bitte um Bestätigung'), ('account', 'Änderung am Konto bestätigen'), ('account-settled', 'Änderung am Konto erledigt')], max_length=20, verbose_name='Brief')),
                ('to', models.EmailField(max_length=254, verbose_name='an')),
                ('subject', models.CharField(max_length=200, verbose_name='Betreff')),
                ('text', models.TextField(blank=True, verbose_name='Text')),
                ('html', models.TextField(blank=True, verbose_name='HTML')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='geschrieben')),
                ('due_at', models.DateTimeField(db_index=True, verbose_name='fällig')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='Versuche')),
                ('claimed_at', models.DateTimeField(blank=True, null=True, verbose_name='in Arbeit seit')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='gesendet')),
                ('failed_at', models.DateTimeField(blank=True, null=True, verbose_name='gescheitert')),
                ('error', models.CharField(blank=True, max_length=200, verbose_name='letzter Fehler')),
                ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to='memberships.application', verbose_name='Antrag')),
                ('inquiry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='memberships.inquiry')),
                ('notice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to='memberships.notice')),
                ('hint', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='memberships.hint')),
            ],
            options={
                'verbose_name': 'Nachricht',
                'verbose_name_plural': 'Nachrichten',
                'ordering': ['-created_at', '-pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('letter__in', ['confirm', 'received', 'question', 'approved', 'declined', 'withdrawn', 'reminder', 'news', 'lost-link', 'notice', 'opened', 'hint-accepted', 'hint-declined', 'hint-duplicate', 'inquiry', 'account', 'account-settled'])), name='message_letter_known', violation_error_message='Diesen Wert gibt es nicht (letter).'),
                    models.CheckConstraint(condition=models.Q(('sent_at', None), ('failed_at', None), _connector='OR'), name='message_sent_or_failed', violation_error_message='Gesendet oder gescheitert, nicht beides.'),
                    models.CheckConstraint(condition=models.Q(('sent_at', None), ('sent_at__gte', models.F('created_at')), _connector='OR'), name='message_sent_after_written', violation_error_message='Gesendet wird nach dem Schreiben.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said', models.CharField(choices=[('still', 'stimmt noch'), ('no-longer', 'stimmt nicht mehr')], max_length=20, verbose_name='Antwort')),
                ('checked_before', models.DateField(null=True, verbose_name='vorher geprüft am')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='wann')),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='directory.contact')),
                ('fact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='directory.fact')),
                ('inquiry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='memberships.inquiry')),
                ('network', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='directory.network')),
                ('hint', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to='memberships.hint')),
            ],
            options={
                'verbose_name': 'Antwort einer Stelle',
                'verbose_name_plural': 'Antworten der Stellen',
                'ordering': ['pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('said__in', ['still', 'no-longer'])), name='reply_said_known', violation_error_message='Diesen Wert gibt es nicht (said).'),
                    models.CheckConstraint(condition=models.Q(models.Q(('contact__isnull', True), ('fact__isnull', True), ('network__isnull', False)), models.Q(('contact__isnull', True), ('fact__isnull', False), ('network__isnull', True)), models.Q(('contact__isnull', False), ('fact__isnull', True), ('network__isnull', True)), _connector='OR'), name='reply_one_target', violation_error_message='Eine Antwort gehört zu genau einer Angabe.'),
                    models.UniqueConstraint(condition=models.Q(('network__isnull', False)), fields=('inquiry', 'network'), name='reply_once_network', violation_error_message='Dazu gibt es schon eine Antwort.'),
                    models.UniqueConstraint(condition=models.Q(('fact__isnull', False)), fields=('inquiry', 'fact'), name='reply_once_fact', violation_error_message='Dazu gibt es schon eine Antwort.'),
                    models.UniqueConstraint(condition=models.Q(('contact__isnull', False)), fields=('inquiry', 'contact'), name='reply_once_contact', violation_error_message='Dazu gibt es schon eine Antwort.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Secret',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('purpose', models.CharField(choices=[('confirm', 'Bestätigung'), ('page', 'Antragsseite'), ('notice', 'Benachrichtigung bestätigen'), ('inquiry', 'Angaben bestätigen'), ('account', 'Änderung am Konto bestätigen')], editable=False, max_length=10)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField(editable=False, null=True)),
                ('account_change', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='secrets', to='memberships.accountchange')),
                ('application', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='secrets', to='memberships.application')),
                ('inquiry', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='secrets', to='memberships.inquiry')),
                ('notice', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='secrets', to='memberships.notice')),
            ],
            options={
                'verbose_name': 'geheimer Link',
                'verbose_name_plural': 'geheime Links',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('purpose__in', ['confirm', 'page', 'notice', 'inquiry', 'account'])), name='secret_purpose_known', violation_error_message='Diesen Wert gibt es nicht (purpose).'),
                    models.CheckConstraint(condition=models.Q(models.Q(('account_change__isnull', True), ('application__isnull', False), ('inquiry__isnull', True), ('notice__isnull', True)), models.Q(('account_change__isnull', True), ('application__isnull', True), ('inquiry__isnull', True), ('notice__isnull', False)), models.Q(('account_change__isnull', True), ('application__isnull', True), ('inquiry__isnull', False), ('notice__isnull', True)), models.Q(('account_change__isnull', False), ('application__isnull', True), ('inquiry__isnull', True), ('notice__isnull', True)), _connector='OR'), name='secret_one_owner', violation_error_message='Ein Link gehört zu genau einer Sache, die er öffnet.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='StatusEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.UUIDField(db_index=True, editable=False, verbose_name='Kennung')),
                ('step', models.CharField(blank=True, choices=[('confirm', 'E-Mail-Adresse bestätigt'), ('ask', 'Rückfrage gestellt'), ('answer', 'Rückfrage beantwortet'), ('correct', 'Angaben berichtigt'), ('unlist', 'öffentliche Nennung zurückgenommen'), ('approve', 'angenommen'), ('decline', 'abgelehnt'), ('withdraw', 'zurückgezogen'), ('leave', 'ausgetreten'), ('expire', 'verfallen')], editable=False, max_length=20, verbose_name='Schritt')),
                ('before', models.CharField(blank=True, choices=[('unconfirmed', 'wartet auf Ihre Bestätigung'), ('waiting', 'wird geprüft'), ('asked', 'wartet auf Ihre Antwort'), ('approved', 'angenommen'), ('declined', 'abgelehnt'), ('withdrawn', 'zurückgezogen'), ('expired', 'verfallen')], editable=False, max_length=20, verbose_name='vorher')),
                ('after', models.CharField(blank=True, choices=[('unconfirmed', 'wartet auf Ihre Bestätigung'), ('waiting', 'wird geprüft'), ('asked', 'wartet auf Ihre Antwort'), ('approved', 'angenommen'), ('declined', 'abgelehnt'), ('withdrawn', 'zurückgezogen'), ('expired', 'verfallen')], editable=False, max_length=20, verbose_name='nachher')),
                ('role', models.CharField(choices=[('applicant', 'antragstellende Person'), ('officer', 'Mitgliedschaftsstelle'), ('clock', 'Zeitablauf')], editable=False, max_length=20, verbose_name='Rolle')),
                ('note', models.CharField(blank=True, editable=False, max_length=200, verbose_name='Anmerkung')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='wann')),
                ('application', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='events', to='memberships.application')),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
                ('network', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.network', verbose_name='Netzwerk')),
            ],
            options={
                'verbose_name': 'Schritt',
                'verbose_name_plural': 'Schritte',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.RunPython(make_roles, migrations.RunPython.noop),
    ]
