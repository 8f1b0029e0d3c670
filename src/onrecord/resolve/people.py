"""The people of one document: who is named where, with which title, so that a surname or "he" can find them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict

from onrecord.language.fold import fold
from onrecord.language.marks import pair_marks
from onrecord.language.paragraphs import cut_paragraphs, running_view
from onrecord.model.document import Document
from onrecord.model.span import Quote
from onrecord.resolve.descriptions import describe, describe_by_pronouns, title_behind
from onrecord.resolve.given_names import gender_of_name
from onrecord.resolve.individuals import SUFFIXES, Individual, People
from onrecord.resolve.labels import Labelled, labelled_people
from onrecord.resolve.names import NameRun, find_runs
from onrecord.resolve.recognition import add_subjects, is_person, known_person
from onrecord.resolve.register import Register
from onrecord.resolve.titles import title_words

__all__ = ["gather_people"]

_NICKNAMED = re.compile(r"\b(?P<given>[A-Z][\w-]+)\s+[\"“](?P<nick>[A-Z][\w-]+)[\"”]\s+(?P<surname>[A-Z][\w'-]+)")
_PRONOUN = re.compile(r"\b(?:he|his|she|her)\b", re.IGNORECASE)
_LEADER, _LONGEST_HEADLINE = 30, 300
_SMALL_WORD, _MOSTLY, _TITLE_BEFORE = 3, 0.7, 45
_GENDER = {"he": "m", "his": "m", "she": "f", "her": "f"}
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s|\n|[\"“]")


def gather_people(document: Document, register: Register, sources: list[Quote], day: str | None) -> People:
    """Collect the people of a document.

    A run of capitals is a person when the register knows the name, when a title stands before or behind it,
    or when it is the source of a statement. A surname joins the one person who bears it.
    Cost: linear in the text.
    """
    view = running_view(document.text)
    source_spans = [quote.span for quote in sources]
    found: dict[str, Individual] = {}
    in_order: dict[str, str] = {}  # “Qiao Wenzhi” and “Wenzhi Qiao” are one
    stretches = document.spans_of("title", "intro", "body", "byline")
    runs = [_behind_state(run, register) for span in stretches for run in find_runs(view, span.start, span.end)]
    labelled = labelled_people(view)
    alone = {run.name for run in runs if " " not in run.name} | {one.name for one in labelled if " " not in one.name}
    in_prose = {run.name for run in runs if " " in run.name and not _is_headline(view, run)}
    for run in runs:
        if _in_shouted_line(view, run) or _over_columns(view, run):
            continue
        if (
            run.name not in in_prose
            and _is_headline(view, run)
            and not _shown_there(view, run, register, alone, in_prose)
        ):
            continue  # “Ada Holm Holds Talks”, “Live Talks”
        person = known_person(register, run)
        as_first_written = in_order.setdefault(" ".join(sorted(run.name.split())), run.name)
        if person is None and not is_person(view, run, register, source_spans, alone):
            continue
        name = person.name if person else as_first_written
        individual = found.get(name)
        if individual is None:
            gender = person.gender if person else title_words().genders.get(run.title) or gender_of_name(name)
            individual = found[name] = Individual(name, person, document.id, gender)
        individual.places.append(run.start)
        describe(view, run, individual)
    _add_nicknamed(view, found, document.id)
    add_subjects(view, runs, found, register, document.id)
    people = People(list(found.values()))
    _fold_parts(people)
    describe_by_pronouns(view, people)
    _add_surnames(document, people, register, runs, day)
    _add_labelled(people, labelled, register, document.id)
    for individual in people.individuals:
        individual.places = sorted(set(individual.places))
    _hide_quoted(document, people)
    _hear_pronouns(view, people)
    return people


def _behind_state(run: NameRun, register: Register) -> NameRun:
    """“Foreign Minister of Norland Ilse Varn”: the name is what stands behind the state's."""
    first = next(iter(register.find(run.name)), None)
    rest = run.name[first.end :].strip() if first else ""
    if (
        first is None
        or first.start
        or first.actor.kind != "state"
        or first.how not in {"name", "alias"}
        or len(rest.split()) < 2
    ):
        return run
    return NameRun(run.end - len(rest), run.end, run.title, rest) if run.end - run.start == len(run.name) else run


def _is_headline(view: str, run: NameRun) -> bool:
    """Whether a run stands in a line that writes most words with a capital and ends no sentence: names and other words run together there."""
    low, high = max(0, run.start - _LONGEST_HEADLINE), min(len(view), run.end + _LONGEST_HEADLINE)
    start, stop = view.rfind("\n", low, run.start) + 1, view.find("\n", run.end, high)
    if (start == 0 and low) or (stop < 0 and high < len(view)):
        return False  # a line as long as no headline is
    line = view[start : stop if stop >= 0 else high].strip()
    words = [word for word in line.split() if len(word) > _SMALL_WORD]
    return line[-1:] not in '.!?:”"' and sum(word[0].isupper() for word in words) > _MOSTLY * len(words)


def _shown_there(view: str, run: NameRun, register: Register, alone: set[str], in_prose: set[str]) -> bool:
    """Whether a run of a headline is a person for more than its first word: by the register, a title, or a surname that stands alone elsewhere."""
    if any(run.name.startswith(name + " ") for name in in_prose):
        return False
    if known_person(register, run) or run.title or run.surname in alone:
        return True
    return bool(title_words().title_in(view[max(0, run.start - _TITLE_BEFORE) : run.start])) or bool(
        title_behind(view, run)
    )


def _over_columns(view: str, run: NameRun) -> bool:
    """Whether a run goes on into the next row of a list with leaders: “. . . Mr. Tomas Reke      Sarmia . . .”."""
    return "   " in view[run.start : run.end] and ". ." in view[max(0, run.start - _LEADER) : run.start]


def _in_shouted_line(view: str, run: NameRun) -> bool:
    """Whether a run stands in a line of capitals (a wire's alert), where names and other words look alike; a speaker's label is none."""
    if not run.name.isupper() or view[run.end : run.end + 1] == ":":
        return False
    start, end = view.rfind("\n", 0, run.start) + 1, view.find("\n", run.end)
    line = view[start : end if end >= 0 else len(view)]
    return line.isupper() and len(line.split()) > len(run.name.split()) + 1


def _add_nicknamed(view: str, found: dict[str, Individual], document_id: str) -> None:
    """People whose nickname stands in quotation marks between given name and surname."""
    for match in _NICKNAMED.finditer(view):
        name = f"{match['given']} {match['surname']}"
        if name not in found:
            found[name] = Individual(name, None, document_id, gender_of_name(name), places=[match.start()])
        found[name].nickname = match["nick"]


def _fold_parts(people: People) -> None:
    """What is only a part of somebody's full name is nobody by itself: “Quesada Ibarra” beside “Ramiro Quesada Ibarra”.

    Its mentions go to the one whose name holds it; where several do, each mention is asked about when its turn comes.
    """
    for part in [i for i in people.individuals if i.person is None and " " in i.name]:
        holders = [
            i
            for i in people.containing(part.name)
            if i is not part and not (i.name.startswith(part.name) and _only_suffix(i, part))
        ]
        if not holders and (whole := people.shortened(part.name)):
            holders = [whole]
        if holders:
            people.individuals.remove(part)
        if len(holders) == 1:
            holders[0].places.extend(part.places)
            holders[0].described |= part.described
            holders[0].gender = holders[0].gender or part.gender
            holders[0].title = holders[0].title or part.title


def _only_suffix(whole: Individual, part: Individual) -> bool:
    """“Ada Dorn Jr.” is another than Ada Dorn."""
    rest = whole.name[len(part.name) :].split()
    return bool(rest) and all(word.strip(".,") in SUFFIXES for word in rest)


def _hear_pronouns(view: str, people: People) -> None:
    """Learn the gender of people of whom nothing else tells it from the pronouns in the sentence behind their name."""
    named = sorted(((place, i) for i in people.individuals for place in i.places), key=lambda pair: pair[0])
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for number, (place, individual) in enumerate(named):
        if individual.gender is not None:
            continue
        end = named[number + 1][0] if number + 1 < len(named) else len(view)
        behind = _SENTENCE_END.split(view[place : min(end, place + 200)], maxsplit=1)[0]
        said = {_GENDER[word.lower()] for word in _PRONOUN.findall(behind)}
        if len(said) == 1:
            votes[individual.name][said.pop()] += 1
    for individual in people.individuals:
        heard = votes.get(individual.name)
        if heard and len(heard) == 1:
            individual.gender = next(iter(heard))


def _add_surnames(document: Document, people: People, register: Register, runs: list[NameRun], day: str | None) -> None:
    """Add single-word mentions to the person who bears the name; the nearest before when several do."""
    named = {
        found.actor.id
        for span in document.spans_of("title", "intro", "body")
        for found in register.find(running_view(document.text), span.start, span.end)
    }
    for run in runs:
        if " " in run.name:
            continue
        bearers = people.surnamed(run.name)
        if len(bearers) > 1:
            near = [b for b in bearers if b.last_before(run.start) is not None]
            gender = title_words().genders.get(run.title)
            near = [b for b in near if not gender or b.gender in (None, gender)] or near
            bearers = [max(near, key=lambda b: b.last_before(run.start) or 0)] if near else []
        elif not bearers:
            first = people.first_named(run.name)  # “Ada is a brave woman”
            bearers = (
                first
                if len(first) == 1
                else _by_title(people, register, run, day) or _by_state(people, register, run, named)
            )
        if bearers:
            bearers[0].places.append(run.start)
            bearers[0].places.sort()
            if bearers[0].gender is None:
                bearers[0].gender = title_words().genders.get(run.title)


def _add_labelled(people: People, labelled: list[Labelled], register: Register, document_id: str) -> None:
    """Whom turns' labels name: who is named in full first, then surnames, which are of those or else of somebody known by them alone."""
    for one in sorted(labelled, key=lambda found: " " not in found.name):
        if " " in one.name:
            known = people.named(one.name)
            bearers = [known] if known else []
        else:
            bearers = [i for i in people.individuals if fold(i.surname) == fold(one.name)]
        if not bearers:
            named = register.lookup(one.name) if " " in one.name else None
            person = register.people.get(named[0].id) if named and named[0].kind == "person" else None
            bearers = [Individual(person.name if person else one.name, person, document_id)]
            people.individuals += bearers
        if len(bearers) == 1:
            bearer = bearers[0]
            bearer.places.append(one.start)
            bearer.gender = (
                bearer.gender or title_words().genders.get(one.address.strip().title()) or gender_of_name(bearer.name)
            )
            if one.office and title_words().title_in(one.office) and not bearer.title:
                bearer.title = one.office


def _by_title(people: People, register: Register, run: NameRun, day: str | None) -> list[Individual]:
    """“Ambassador Qin”: the one person of the register with that surname who holds such an office."""
    title = title_words().title_in(run.title) if run.title else None
    if title is None:
        return []
    holders = [p for p in register.surnamed(run.name) if any(title in office.title for office in p.offices_on(day))]
    if len(holders) != 1:
        return []
    individual = Individual(holders[0].name, holders[0], "", holders[0].gender)
    people.individuals.append(individual)
    return [individual]


def _by_state(people: People, register: Register, run: NameRun, named: set[str]) -> list[Individual]:
    """A bare surname: the one person of the register who bears it, if the text names what they speak for."""
    bearers = register.surnamed(run.name)
    if (
        len(bearers) != 1
        or register.lookup(run.name)
        or not any(office.for_id in named for office in bearers[0].offices)
    ):
        return []
    if run.title and title_words().genders.get(run.title) not in (None, bearers[0].gender):
        return []
    individual = Individual(bearers[0].name, bearers[0], "", bearers[0].gender)
    people.individuals.append(individual)
    return [individual]


def _hide_quoted(document: Document, people: People) -> None:
    """Mentions inside quotations do not make somebody the one last spoken of. Cost: linear, and a bisection a mention."""
    marks = [m for p in cut_paragraphs(document.text) for m in pair_marks(document.text, p.start, p.end)]
    starts = [mark.start for mark in marks]

    def spoken(place: int) -> bool:
        number = bisect_right(starts, place) - 1
        return number >= 0 and marks[number].holds(place)

    for individual in people.individuals:
        individual.places = [place for place in individual.places if not spoken(place)]
