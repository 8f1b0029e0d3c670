"""Make `data/actors/generated.json`: names of states in other languages, and who is a member of which organisation.

usage: python scripts/states.py SNAPSHOT=FOLDER

Names come from the Unicode CLDR as the package babel carries it; memberships from the country files of one snapshot of the CIA
World Factbook (see `scripts/factbook.py`), observers and partners left out.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import yaml
from babel import Locale

from onrecord.resolve import load_register

ROOT = Path(__file__).parents[1] / "src/onrecord/data/actors"
LANGUAGES = ("ar", "de", "es", "fa", "fr", "he", "hi", "it", "ja", "ko", "pl", "pt", "ru", "tr", "uk", "zh")
# How the Factbook abbreviates the organisations of the register.
ORGANISATIONS = {
    "NATO": "org:nato", "EU": "org:eu", "ASEAN": "org:asean", "SCO": "org:sco", "BRICS": "org:brics", "LAS": "org:arab-league", "AU": "org:african-union",
    "OSCE": "org:osce", "G-20": "org:g20", "G-7": "org:g7", "GCC": "org:gcc", "OIC": "org:oic", "CIS": "org:cis", "CSTO": "org:csto", "EAEU": "org:eaeu",
    "OAS": "org:oas", "OPEC": "org:opec", "OECD": "org:oecd", "ECOWAS": "org:ecowas", "CE": "org:council-of-europe", "ICCt": "org:icc", "IAEA": "org:iaea",
    "UN": "org:united-nations", "WTO": "org:wto", "WHO": "org:who", "IMF": "org:imf", "OPCW": "org:opcw",
}  # fmt: skip
# Where the Factbook lags or counts partners, by general knowledge: what to take away, what to add.
CORRECTIONS: dict[str, tuple[set[str], set[str]]] = {
    "org:eu": ({"state:united-kingdom"}, set()),
    "org:sco": ({"state:afghanistan", "state:sri-lanka", "state:turkey"}, {"state:india", "state:iran"}),
    "org:brics": (set(), {"state:united-arab-emirates", "state:indonesia"}),
}
_PARTLY = re.compile(
    r"observer|partner|applicant|candidate|associate|signatory|suspended|correspondent|nonregional|regional",
    re.IGNORECASE,
)


def main() -> None:
    """Read both, write one file."""
    source, _, folder = sys.argv[1].partition("=")
    register = load_register()
    missing = sorted(set(ORGANISATIONS.values()) - register.actors.keys())
    members: dict[str, list[str]] = {}
    for path in sorted(Path(folder).rglob("*.json")):
        government = json.loads(path.read_text("utf-8")).get("Government", {})
        short = government.get("Country name", {}).get("conventional short form", {}).get("text", "")
        state = register.lookup(short.split(";")[0].strip())
        if state is None or state[0].kind != "state":
            continue
        for item in re.split(
            r",\s*(?![^()]*\))", government.get("International organization participation", {}).get("text", "")
        ):
            name, _, note = item.strip().partition(" (")
            target = ORGANISATIONS.get(name)
            if target in register.actors and not _PARTLY.search(note):
                members.setdefault(str(target), []).append(state[0].id)
            if name == "UN Security Council" and "permanent" in note and "org:un-security-council" in register.actors:
                members.setdefault("org:un-security-council", []).append(state[0].id)
    made = {
        "note": "Made by scripts/states.py; do not edit.",
        "sources": {
            "names": "Unicode CLDR, babel",
            "members": f"{source}, corrected by general knowledge for {', '.join(CORRECTIONS)}",
        },
        "names": _names(),
        "members": {key: _corrected(key, states) for key, states in sorted(members.items())},
    }
    (ROOT / "generated.json").write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print({key: len(states) for key, states in members.items()}, "not in the register:", missing, file=sys.stderr)


def _corrected(key: str, states: list[str]) -> list[str]:
    wrong, missing = CORRECTIONS.get(key, (set(), set()))
    return sorted((set(states) - wrong) | missing)


def _names() -> dict[str, list[str]]:
    """Names of each state in other languages, those shared by two states left out."""
    states = yaml.safe_load((ROOT / "states.yml").read_text("utf-8"))["states"]
    alpha2 = {alpha3: code for code, alpha3 in _alpha3().items()}
    found: dict[str, list[str]] = {}
    for row in states:
        code = alpha2.get(row["iso3"])
        names = {Locale.parse(language).territories.get(code) for language in LANGUAGES} if code else set()
        found[row["id"]] = sorted(n for n in names if n and n != row["name"])
    every = [n for names in found.values() for n in names]
    return {key: [n for n in names if every.count(n) == 1] for key, names in found.items()}


def _alpha3() -> dict[str, str]:
    """Alpha-2 to alpha-3 codes, from babel's supplemental data."""
    from babel.core import get_global

    codes = get_global("territory_aliases")
    return {
        new[0]: old
        for old, new in codes.items()
        if len(old) == 3 and old.isalpha() and len(new) == 1 and len(new[0]) == 2
    }


if __name__ == "__main__":
    main()
