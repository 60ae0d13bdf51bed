"""Does a sentence end with one full stop?"""

from django.template import Context, Template

from directory.rules.punctuation import closed


def test_one_full_stop_whatever_comes_last():
    ends = {"Rat": "Rat.", "Allianz e.V.": "Allianz e.V.", "Meldet sich an. ": "Meldet sich an.", "Wie?": "Wie?"}
    assert {text: closed(text) for text in ends} == ends


def test_filter_keeps_markup_harmless():
    template = Template("{% load catalogue %}{{ name|closed }}")
    assert template.render(Context({"name": "<b>e.V."})) == "&lt;b&gt;e.V."
