"""States that only a text knows: invented, unrecognised or long gone, and named there with what only a state has.

“The foreign minister of Norland”, “Norland's embassy”, “the Norlandic navy”: from then on, and in that text, Norland is a state as those
of the register are, with its adjectives.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from onrecord.language.name_parts import ADDRESS
from onrecord.language.nouns import NOT_NAMES, in_small
from onrecord.language.yaml_files import shipped_yaml
from onrecord.model.actor import Actor
from onrecord.model.ids import actor_id
from onrecord.resolve.names import find_runs, is_institution
from onrecord.resolve.register import Register
from onrecord.resolve.titles import title_words

__all__ = ["with_text_states"]

_NAME = r"[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+){0,2}"
_ADJECTIVE_ENDS = ("ian", "ean", "an", "ese", "ish", "ic", "landic", "i", "er", "ite")
_WORD = r"[A-Z][^\W\d_]+"
_DELEGATE = re.compile(
    rf"^[ \t]*(?:{ADDRESS})\.? [^():\n]{{2,50}} \((?P<name>{_NAME})\)(?: \([^()\n]{{2,50}}\))?:",
    re.MULTILINE,
)
# “Norland closed its port. Its foreign ministry said”, “Norland has agreed, and its prime minister ...”
_ITS_MINISTRY = re.compile(
    rf"(?:^|[.!?][\"”’]? |[-–—] )(?P<name>{_NAME})(?:,? (?:which|has|had|is|was|will|says|said|[a-z]+ed|[a-z]+s)\b)[^.!?\n]{{0,200}}(?:[.!?][\"”’]? Its|,? (?:and|but|while|though) its) "
    r"(?:[a-z]+ )?(?:foreign|defence|defense|interior|finance|economy|justice|energy|trade|transport) (?:ministry|minister)\b",
    re.MULTILINE,
)
# “Minister of Mines and Brines of Norland”
_MINISTER_OF = re.compile(
    rf"\b[Mm]inister (?:of|for) (?:the )?(?:[A-Z][a-z]+(?:,? and|,)? ){{1,5}}of (?:the )?(?P<name>{_NAME})"
)
_SIDE = re.compile(rf"\b[Tt]he (?P<name>{_NAME}) side (?:[a-z]+ly )?[a-z]+(?:ed|s)\b")  # “the Norland side welcomed”
_CAPITALS = re.compile(r"^[^a-z\n]*[A-Z]{4}[^a-z\n]*$", re.MULTILINE)  # a heading in capitals
_SHORTEST_STEM, _ENOUGH = 4, 2
_KINDS = frozenset({"Republic", "Kingdom", "Federation", "State", "Emirate", "Sultanate", "Commonwealth", "Union"})
_FORMS = re.compile(rf"^(?:the )?(?:(?:[A-Z][a-z]+ )?(?:{'|'.join(sorted(_KINDS))}) of )(?:the )?")


@dataclass(frozen=True, slots=True)
class _Patterns:
    of: re.Pattern[str]
    titled: re.Pattern[str]
    owning: re.Pattern[str]
    before: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> tuple[_Patterns, _Patterns]:
    raw = shipped_yaml("lexicon/titles.yml")["of_states"]

    def made(key: str) -> _Patterns:
        words = "|".join(re.escape(word) for word in sorted(raw[key], key=len, reverse=True))
        return _Patterns(
            re.compile(rf"\b(?P<what>(?i:{words})) of (?:the )?(?P<name>(?:[A-Z][a-z]+ of )?{_NAME})"),
            re.compile(rf"\b(?P<what>(?i:{words})) (?:[A-Z][\w'’-]+ ){{1,4}}of (?:the )?(?P<name>{_NAME})"),
            re.compile(rf"\b(?P<name>{_NAME})['’]s (?:[a-z]+ ){{0,2}}(?P<what>(?i:{words}))\b"),
            # “Arab Republic” and “Hashemite Kingdom” are parts of names.
            re.compile(rf"\b(?P<name>[A-Z][^\W\d_]+) (?i:{words})\b(?<!epublic)(?<!ingdom)"),
        )

    return made("surely"), made("perhaps")


def with_text_states(view: str, register: Register, speaking: Iterable[str] = ()) -> Register:
    """The register with the states that a text alone knows; the register itself where there are none.

    Args:
        view: the plain view of the text.
        speaking: the mentions that stand for speakers in it.

    Cost: some passes over the text, and a copy of the table of names where a state is found.
    """
    states = _states(view, register, frozenset(speaking))
    if not states:
        return register
    found = {name: Actor(actor_id("state", name), name, "state") for name in sorted(states)}
    return register.with_states({
        state: {**dict.fromkeys(_adjectives(name, view), "demonym"), **dict.fromkeys(_longer(name, view), "alias")}
        for name, state in found.items()
    })  # fmt: skip


def _states(view: str, register: Register, speaking: frozenset[str]) -> set[str]:
    """Names with one thing that only a state has, or with several that states have among others."""
    view = _CAPITALS.sub(lambda line: in_small(line.group()), view)
    sure, weak, before = _given(view, register)
    speakers = {mention.partition("'s ")[0] for mention in speaking}
    people = _surnames(view)
    for name in speakers & (_named(view) | weak.keys()) - people:
        weak[name].add("speaks")
        if _adjectives(name, view):
            weak[name].add("has an adjective")
    for match in _patterns()[1].before.finditer(view):  # “the Norlandic border”
        for name in [n for n in _named(view) if _is_adjective(match["name"], n)]:
            weak[name].add("an adjective")
    found = {name for name, words in sure.items() if words and _may_be(name, register)}
    adjectives = {word for word in before if _stands_alone(word, view)}
    for name in {*weak, *_named(view)} - found:  # “the Norlandic navy”, where Norland is named beside
        if any(word == name or _is_adjective(word, name) for word in adjectives) and _may_be(name, register):
            found.add(name)
    for name, words in weak.items():
        beside = _listed(name, view, found, register)
        if name not in found and len(words) + beside >= _ENOUGH and _may_be(name, register):
            found.add(name)
    made_of = {name for name in found if any(_is_adjective(name, other) for other in found)}
    longer = {name for name in found if any(other != name and name.startswith(other + " ") for other in found)}
    return found - made_of - longer


def _given(view: str, register: Register) -> tuple[dict[str, set[str]], dict[str, set[str]], set[str]]:
    """(what surely makes a state of a name, what perhaps does, words right before such a thing): each by the words that say so."""
    sure: dict[str, set[str]] = defaultdict(set)
    weak: dict[str, set[str]] = defaultdict(set)
    people = _surnames(view)
    for patterns, found in ((_patterns()[0], sure), (_patterns()[1], weak)):
        for pattern in (patterns.of, patterns.titled, patterns.owning):
            for match in pattern.finditer(view):
                name = _bare(match["name"], view)
                last = name.rpartition(" ")[2]
                # “Varn's foreign minister” is hers.
                hers = pattern is patterns.owning and (last in people or register.surnamed(last))
                if name and _stands_alone(name, view):
                    (weak if hers and last not in people else found)[name].update(
                        () if last in people and hers else {match["what"].lower()}
                    )
    for match in _DELEGATE.finditer(view):
        sure[match["name"]].add("a delegate")
    for match in _SIDE.finditer(view):
        if match["name"].split()[0] not in _PARTS_OF_THE_WORLD and not is_institution(match["name"]):
            sure[match["name"]].add("a side")
    for match in _MINISTER_OF.finditer(view):
        name = _bare(match["name"], view)
        if name and _stands_alone(name, view):
            sure[name].add("a minister")
    for match in _ITS_MINISTRY.finditer(view):
        name = _bare(match["name"], view)
        if name and name.rpartition(" ")[2] not in people and _stands_alone(name, view):
            sure[name].add("its ministry")
    before = {match["name"] for match in _patterns()[0].before.finditer(view)} - people
    return sure, weak, before


def _stands_alone(name: str, view: str) -> bool:
    """Whether a name is written somewhere without a capital behind it: “United” of the United Nations is not."""
    return re.search(rf"\b{re.escape(name)}\b(?! [A-Z]|-[a-zA-Z])", view) is not None


def _listed(name: str, view: str, states: set[str], register: Register) -> bool:
    """Whether a name is joined to that of a state: “Norland and Estria”, “Norland, Estria and Vesland”."""
    for match in re.finditer(
        rf"(?:\b({_WORD})(?:,| and| or| nor) )?\b{re.escape(name)}\b(?:(?:,| and| or| nor) ({_WORD})\b)?", view
    ):
        for other in match.groups():
            known = register.lookup(other) if other else None
            if other in states or (known and known[0].kind == "state" and known[1] == "name"):
                return True
    return False


def _bare(name: str, view: str) -> str:
    """The name alone: without “Republic of”, and without what only follows it (“the foreign minister of Norland Ilse Varn”)."""
    words = _FORMS.sub("", name).split()
    while words and words[0] in NOT_NAMES:
        words.pop(0)
    for count in range(1, len(words)):
        short, whole = " ".join(words[:count]), " ".join(words)
        if len(re.findall(rf"\b{re.escape(short)}\b", view)) > 2 * len(re.findall(rf"\b{re.escape(whole)}\b", view)):
            return short
    return " ".join(words)


def _named(view: str) -> set[str]:
    """Capitalised words within sentences, and before a verb or a possessive at the head of one."""
    return set(
        re.findall(
            r"(?<=[a-z,;] )[A-Z][^\W\d_]{3,}\b|(?<=[.\n] )[A-Z][^\W\d_]{3,}(?= [a-z]+s\b|'s )|^[A-Z][^\W\d_]{3,}(?= [a-z]+s\b|'s )",
            view,
            re.MULTILINE,
        )
    )


def _surnames(view: str) -> frozenset[str]:
    """Last words of what may be people's names in the text; “Northern Norland” is no person."""
    names = (run.name.removesuffix("'s").split() for run in find_runs(view) if run.title or " " in run.name)
    return frozenset(words[-1] for words in names if words[0] not in _PARTS_OF_THE_WORLD)


_PARTS_OF_THE_WORLD = frozenset({
    "North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central", "Upper", "Lower", "Greater", "New", "Old", "In", "On", "When", "While", "But",
})  # fmt: skip


def _may_be(name: str, register: Register) -> bool:
    last = name.rpartition(" ")[2]
    return not (
        register.naming(name) or last in _FORMS_OF_ADDRESS or name in _OF_ANY_STATE or title_words().title_in(name) or last.lower() in title_words().groups
        or name.isupper() or (is_institution(name) and (last not in _ENDS_OF_STATES or name == last))
        or _ends_a_state(name, register)
    )  # fmt: skip


def _ends_a_state(name: str, register: Register) -> bool:
    """“Korea” of South Korea and North Korea: which one is meant nobody can tell."""
    ending = " " + name
    return any(
        term.endswith(ending) and any(register.actors[key].kind == "state" for key in known)
        for term, known in register.terms.items()
    )


_FORMS_OF_ADDRESS = frozenset({"Majesty", "Excellency", "Highness", "Honour"})
_OF_ANY_STATE = frozenset(
    {
        "Federal",
        "National",
        "Royal",
        "Imperial",
        "Central",
        "Foreign",
        "Presidential",
        "Joint",
        "Allied",
        "Republican",
        "Permanent",
        "Special",
        "General",
    }
)
_ENDS_OF_STATES = frozenset({"Republic", "Kingdom", "Islands", "Island", "States", "Province", "City", "Coast"})


def _longer(name: str, view: str) -> set[str]:
    """The name with what kind of state it is: “Republic of Norland”."""
    forms = "|".join(sorted(_KINDS))
    of_it = "|".join(map(re.escape, _adjectives(name, view)))  # “the Norlandic Federation”
    called = set(re.findall(rf"\b(?:{of_it}) (?:{forms})\b", view)) if of_it else set()
    called |= set(re.findall(rf"\b{re.escape(name)} (?:{forms})\b", view))  # “the Norland Republic”
    return called | set(re.findall(rf"\b(?:[A-Z][a-z]+ )?(?:{forms}) of (?:the )?{re.escape(name)}\b", view))


def _adjectives(name: str, view: str) -> tuple[str, ...]:
    return tuple(sorted({word for word in re.findall(r"\b[A-Z][^\W\d_]{3,}\b", view) if _is_adjective(word, name)}))


def _is_adjective(word: str, name: str) -> bool:
    """“Norlandic” of Norland, “Estrian” of Estria: the name's stem, and an ending that makes an adjective of it."""
    last = name.rpartition(" ")[2]
    stem = last.rstrip("aeiouy")
    if len(stem) < _SHORTEST_STEM:
        stem = last
    one = word.removesuffix("s")
    return len(stem) >= _SHORTEST_STEM and one != last and one.startswith(stem) and one[len(stem) :] in _ADJECTIVE_ENDS
