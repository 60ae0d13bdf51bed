"""Does a curator get through a day's work: a new entry, a mistake taken back, a founding told by a newer source?"""

import re

import pytest
from playwright.sync_api import Page, expect

from directory.curation import publishing
from directory.curation.admin.said_lines import Answer
from directory.enums import Visibility
from directory.models import Citation, Fact, Network, Source
from tests.journeys.editing import CHIEF, CURATOR, NETWORKS, add, answer, change, fill, pick, save, sign_in

pytestmark = pytest.mark.journey

FVB = "fachverband-buergerbeteiligung"
IDB = "innovationsdialog-buergerbeteiligung"


def add_source(page: Page, title: str) -> None:
    page.goto("/admin/directory/source/add/")
    page.get_by_label("Titel:").fill(title)
    page.get_by_label("Herausgegeben von:").fill("Erfundener Verlag (Testdaten)")
    page.get_by_label("Gelesen am:").fill("22.11.2026")
    save(page)


def fill_in_a_network(page: Page) -> None:
    """A whole entry: what it is, where, who runs it, and one figure, each with its place in the source."""
    page.goto(f"{NETWORKS}add/")
    fill(page, name="Erfundenes Testnetz", summary="Ein erfundenes Netz für diese Prüfung.")
    fill(page, kind="network", status="active", cite_place="1")
    pick(page, "cite_source", "Jahresbericht Testnetz")
    save(page)
    add(page, "scopes")
    fill(page, dimension="area", value="sachsen", cite_place="2")
    save(page)
    add(page, "tenures")
    pick(page, "body", "Bertelsmann Stiftung")
    fill(page, role="coordinates", start="2025-03", cite_place="3-4")
    save(page)
    add(page, "facts")
    fill(page, kind="figure", bound="exactly", number="12", unit="Mitglieder", as_of="2026-05", cite_place="5")
    save(page)


@pytest.mark.once
def test_new_network_entered_from_a_source(fresh_site, open_page):
    page = open_page()
    sign_in(page, CURATOR)
    add_source(page, "Jahresbericht Testnetz")
    fill_in_a_network(page)
    network = Network.objects.get(slug="erfundenes-testnetz")
    assert network.visibility == Visibility.DRAFT
    assert publishing.lacks(network) == []
    page.get_by_role("link", name="Zur Veröffentlichung vorlegen").click()
    page.get_by_label("Warum?").fill("Das ganze Netz ist neu.")
    page.get_by_role("button", name="Zur Veröffentlichung vorlegen").click()
    page.context.clear_cookies()
    sign_in(page, CHIEF, name="lea")
    page.get_by_role("link", name="Zur Veröffentlichung vorgelegt").click()
    page.get_by_role("link", name="Erfundenes Testnetz").click()
    page.get_by_role("link", name="Veröffentlichen").click()
    page.get_by_label("Warum?").fill("Alles belegt.")
    page.get_by_role("button", name="Veröffentlichen").click()
    page.goto(network.get_absolute_url())
    page.get_by_role("link", name="Alle Belege zeigen").click()
    expect(page.locator("#belege > li").last).to_be_visible()
    words = page.locator("main").inner_text()
    assert "12 Mitglieder" in words
    assert "seit März 2025" in words
    assert set(re.findall(r"Zeilen? [\d–]+", words)) == {"Zeile 1", "Zeile 2", "Zeilen 3–4", "Zeile 5"}


@pytest.mark.once
def test_desk_worked_down_to_nothing(fresh_site, open_page):
    page = open_page()
    sign_in(page, CURATOR)
    desk = page.get_by_role("region", name="Was wartet auf Sie?")
    expect(desk.get_by_role("listitem")).to_have_count(4)
    while desk.get_by_role("listitem").count():
        desk.get_by_role("listitem").get_by_role("link").first.click()
        task = page.url
        while page.locator(".items > li").count():
            left = page.locator(".items > li").count()
            if page.locator(".items form button").count():
                page.locator(".items form button").first.click()
            else:
                page.locator(".items > li > a").first.click()
                page.get_by_label("Zuletzt bestätigt am").fill("22.11.2026")
                page.locator("[name=_save]").first.click()
            expect(page).to_have_url(task)
            expect(page.locator(".items > li")).to_have_count(left - 1)
        page.goto("/admin/")
    expect(desk).to_contain_text("Nichts. Alles ist getan.")


@pytest.mark.once
def test_hint_from_outside_is_taken_up(fresh_site, open_page, unhurried, postbox):
    reader = open_page(width=390)
    reader.goto(f"/netzwerke/{FVB}/")
    reader.get_by_role("link", name="Fehler melden").click()
    reader.get_by_role("link", name=re.compile("^melden")).first.click()
    reader.get_by_label("veraltet").check()
    reader.get_by_label("Was ist richtig?").fill("Inzwischen ist es ein Verein (erfunden).")
    reader.get_by_label("Woher wissen Sie das?").fill("Erfundenes Vereinsblatt")
    reader.get_by_label("Ihre E-Mail-Adresse").fill("leserin@example.org")
    reader.get_by_label("Ich willige ein").check()
    reader.get_by_role("button", name="Hinweis absenden").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Danke für Ihren Hinweis")
    page = open_page()
    sign_in(page, CURATOR)
    page.get_by_role("link", name="Hinweise von außen").click()
    page.locator("#result_list tbody a").first.click()
    expect(page.locator("main")).to_contain_text("Inzwischen ist es ein Verein (erfunden).")
    page.get_by_role("link", name="Eintrag bearbeiten").click()
    expect(page.locator("main")).to_contain_text("Erfundenes Vereinsblatt")
    page.get_by_role("link", name="Zurück zum Hinweis").click()
    accept = page.get_by_role("button", name="Übernommen, Antwort senden")
    accept.click()
    expect(page.locator("main")).to_contain_text("Seit dem Hinweis hat sich hier nichts geändert.")
    page.locator("form", has=accept).get_by_label("In eigenen Worten").fill("Das Blatt stand schon da.")
    accept.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    [(to, _, text)] = postbox.collect()
    assert to == "leserin@example.org"
    assert "Inzwischen ist es ein Verein" not in text


@pytest.mark.once
def test_two_records_merged_and_parted_again(fresh_site, open_page):
    page = open_page(expected=[404])
    sign_in(page, CHIEF)
    kept, gone = Network.objects.get(slug="netzwerk-buergerbeteiligung"), Network.objects.get(slug=IDB)
    facts = set(gone.facts.values_list("pk", flat=True))
    page.goto(f"{NETWORKS}{kept.pk}/change/")
    page.get_by_role("link", name="Zusammenlegen mit …").click()
    page.get_by_label("Suchen nach").fill("Innovationsdialog")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name=gone.name).click()
    page.get_by_label("Warum").fill("Zur Prüfung.")
    page.get_by_role("button", name="Zusammenlegen").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert facts <= set(kept.facts.values_list("pk", flat=True))
    page.goto(f"/netzwerke/{IDB}/")
    assert page.url.endswith(kept.get_absolute_url())
    page.goto("/admin/directory/merger/")
    page.locator("#result_list tbody a").first.click()
    page.get_by_role("link", name="Wieder trennen …").click()
    page.get_by_role("button", name="Wieder trennen").click()
    expect(page.locator(".messagelist .success").first).to_be_visible()
    page.goto(f"/netzwerke/{IDB}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Innovationsdialog")
    assert facts == set(Fact.objects.filter(network__slug=IDB).values_list("pk", flat=True))


@pytest.mark.once
def test_mistake_taken_back(fresh_site, open_page):
    page = open_page()
    sign_in(page, CURATOR)
    network = Network.objects.get(slug=FVB)
    summary = network.summary
    page.goto(f"{NETWORKS}{network.pk}/change/")
    change(page, "summary")
    fill(page, summary="Ein Versehen.")
    save(page)
    page.goto(f"{NETWORKS}{network.pk}/history/")
    page.locator("main th a").first.click()
    page.get_by_role("button", name="Vorgang zurücknehmen").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    network.refresh_from_db()
    assert network.summary == summary
    page.goto(f"{network.get_absolute_url()}aenderungen/")
    expect(page.locator("main")).to_contain_text("Ein Versehen.")


@pytest.mark.once
def test_founding_told_by_a_newer_source(fresh_site, open_page):
    page = open_page()
    sign_in(page, CURATOR, CHIEF)
    add_source(page, "Vereinsregister (erfunden)")
    network = Network.objects.get(slug=FVB)
    old = network.facts.get(kind="figure")
    before = {aspect: list(network.citations.filter(aspect=aspect)) for aspect in ("kind", "status")}
    page.goto(f"{NETWORKS}{network.pk}/change/")
    for aspect, value in {"kind": "association", "status": "active"}.items():
        change(page, aspect)
        fill(page, **{aspect: value}, cite_place="2")
        answer(page, *[Answer.DROPPED] * len(before[aspect]))
        pick(page, "cite_source", "Vereinsregister (erfunden)")
        save(page)
    add(page, "facts")
    fill(page, kind="figure", bound="exactly", number="420", unit="Mitglieder", as_of="2026-10", cite_place="7")
    save(page)
    told = network.citations.filter(aspect__in=before).order_by("aspect")
    said = [(each.aspect, each.source.title, each.first_line) for each in told.select_related("source")]
    assert said == [(aspect, "Vereinsregister (erfunden)", 2) for aspect in before]
    page.goto(network.get_absolute_url())
    words = page.locator("main").inner_text()
    assert "420 Mitglieder" in words
    assert str(old.number) in words
    page.goto(f"{network.get_absolute_url()}aenderungen/")
    log = page.locator("main").inner_text()
    for said in ("in Gründung", "aktiv", "420 Mitglieder", "Vereinsregister (erfunden)"):
        assert said in log
    sources = Source.objects.filter(citations__in=Citation.objects.filter(fact__network=network)).distinct()
    assert sources.count() >= 2


@pytest.mark.once
def test_successor_told_by_a_newer_source(fresh_site, open_page):
    page = open_page()
    sign_in(page, CURATOR, CHIEF)
    add_source(page, "Abschlussbericht (erfunden)")
    network = Network.objects.get(slug=IDB)
    before = set(network.facts.values_list("pk", flat=True))
    page.goto(f"{NETWORKS}{network.pk}/change/")
    add(page, "relations")
    fill(page, kind="succeeded-by", cite_place="12")
    pick(page, "other", "Netzwerk kommunale")
    pick(page, "cite_source", "Abschlussbericht (erfunden)")
    save(page)
    page.goto(network.get_absolute_url())
    words = page.locator("main").inner_text()
    assert "wurde abgelöst von" in words
    assert "Abschlussbericht (erfunden)" in words
    page.goto("/netzwerke/netzwerk-kommunale-partizipationsbeauftragte/")
    expect(page.locator("main")).to_contain_text("Hat abgelöst")
    page.goto(f"{network.get_absolute_url()}aenderungen/")
    expect(page.locator("main")).to_contain_text("wurde abgelöst von")
    page.goto(f"{network.get_absolute_url()}mitmachen/")
    expect(page.get_by_role("link", name="Netzwerk kommunale Partizipationsbeauftragte").first).to_be_visible()
    assert set(network.facts.values_list("pk", flat=True)) == before
