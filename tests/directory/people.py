"""Who asks the finder, and which networks fit them?

Each line: the answers somebody gives, the networks that fit, those that do not. Everything else stays open; the Saxon
network is planned and the Innovationsdialog ended for everybody. What is right follows from the five texts alone:

- **nbh** takes any person or institution that is interested (001, line 41); an initiative as such is not named.
- **bipar** invites everybody interested to take part (001, line 7), so it never fits not.
- **fvb** invites whoever is interested (001, line 15); it is described as a body of persons, so for others it is open.
- **avd** takes persons who drive or are responsible for participation in their organisation (001, line 21).
- **nekopa** invites employees of an administration, any of them (004, line 13); that they work in a municipality and
  are charged with participation describes the members (004, line 3), so missing it leaves it open.
- **bnbw** takes organisations and initiatives that work for participation in Baden-Württemberg (001, line 25).
- **afb** and **nb**: no text says who may join.
"""

ASKING: list[tuple[str, str, str]] = [
    ("als=person", "bipar fvb nbh", "bnbw"),
    ("als=organisation", "bipar nbh", "avd"),
    ("als=initiative", "bipar", "avd"),
    ("als=person,organisation", "bipar fvb nbh", ""),
    ("bereich=verwaltung", "bipar fvb nbh nekopa", ""),
    ("bereich=politik", "bipar fvb nbh", "nekopa"),
    ("bereich=wirtschaft", "bipar fvb nbh", "nekopa"),
    ("bereich=wissenschaft", "bipar fvb nbh", "nekopa"),
    ("bereich=zivilgesellschaft", "bipar fvb nbh", "nekopa"),
    ("land=sachsen", "bipar fvb nbh", ""),
    ("land=baden-wuerttemberg", "bipar fvb nbh", ""),
    ("land=berlin", "bipar fvb nbh", ""),
    ("land=bayern", "bipar fvb nbh", ""),
    ("land=saarland,sachsen", "bipar fvb nbh", ""),
    ("ebene=kommune", "bipar fvb nbh", ""),
    ("ebene=land", "bipar fvb nbh", ""),
    ("ebene=bund", "bipar fvb nbh", ""),
    ("aufgabe=interesse", "bipar fvb nbh", "avd bnbw"),
    ("aufgabe=auftrag", "bipar fvb nbh nekopa", ""),
    ("aufgabe=verantwortung", "bipar fvb nbh", ""),
    ("aufgabe=beruf", "bipar fvb nbh", ""),
    ("aufgabe=taetigkeit", "bipar fvb nbh", ""),
    ("aufgabe=demokratiefoerderung", "bipar fvb nbh", ""),
    ("aufgabe=partizipationsforschung", "bipar fvb nbh", ""),
    ("aufgabe=projekte", "bipar fvb nbh", ""),
    ("aufgabe=einsatz", "bipar fvb nbh", ""),
    ("als=person aufgabe=interesse", "bipar fvb nbh", "avd bnbw"),
    ("als=person bereich=verwaltung", "bipar fvb nbh nekopa", "bnbw"),
    ("als=person bereich=verwaltung ebene=kommune aufgabe=auftrag", "avd bipar fvb nbh nekopa", "bnbw"),
    ("als=person bereich=verwaltung ebene=kommune land=sachsen", "bipar fvb nbh nekopa", "bnbw"),
    ("als=person bereich=verwaltung ebene=bund aufgabe=verantwortung", "avd bipar fvb nbh", "bnbw"),
    ("als=person bereich=verwaltung ebene=land aufgabe=interesse", "bipar fvb nbh", "avd bnbw"),
    ("als=organisation bereich=verwaltung ebene=kommune", "bipar nbh", "avd"),
    ("bereich=politik aufgabe=auftrag", "bipar fvb nbh nekopa", ""),
    ("als=person bereich=politik ebene=kommune", "bipar fvb nbh", "bnbw nekopa"),
    ("als=person bereich=politik aufgabe=verantwortung", "avd bipar fvb nbh", "bnbw nekopa"),
    ("als=person bereich=wissenschaft aufgabe=partizipationsforschung", "bipar fvb nbh", "bnbw nekopa"),
    ("als=person bereich=wirtschaft aufgabe=beruf", "bipar fvb nbh", "bnbw nekopa"),
    ("als=person bereich=zivilgesellschaft aufgabe=demokratiefoerderung", "bipar fvb nbh", "bnbw nekopa"),
    ("als=person bereich=verwaltung,politik ebene=kommune,land", "bipar fvb nbh nekopa", "bnbw"),
    ("als=person land=bayern aufgabe=interesse", "bipar fvb nbh", "avd bnbw"),
    ("als=person aufgabe=interesse,verantwortung", "avd bipar fvb nbh", "bnbw"),
    (
        "als=organisation bereich=zivilgesellschaft land=baden-wuerttemberg aufgabe=einsatz",
        "bipar bnbw nbh",
        "avd nekopa",
    ),
    ("als=organisation bereich=zivilgesellschaft land=sachsen aufgabe=einsatz", "bipar nbh", "avd nekopa"),
    ("als=organisation aufgabe=taetigkeit", "bipar nbh", "avd"),
    ("als=organisation land=baden-wuerttemberg aufgabe=interesse", "bipar nbh", "avd bnbw"),
    ("als=initiative land=baden-wuerttemberg aufgabe=einsatz", "bipar bnbw", "avd"),
    ("als=initiative land=berlin aufgabe=einsatz", "bipar", "avd"),
    ("als=initiative bereich=zivilgesellschaft aufgabe=interesse", "bipar", "avd bnbw nekopa"),
    ("als=initiative land=baden-wuerttemberg", "bipar", "avd"),
]
