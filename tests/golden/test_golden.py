"""Whole documents and the record they give. `pytest --accept` writes the records anew; read the diff."""

import json
from pathlib import Path

import pytest

from onrecord.exchange.record_json import document_json, statement_json
from onrecord.store.read import documents

RECORDS = Path(__file__).parent / "records"
# Documents that together show every voice, mode and kind of trouble.
NAMES = (
    "01-harbour-post-norland-denies.txt", "02-harbour-post-interview-voss.txt", "04-straitwatch-repost-ostlind.txt",
    "08-dask-courier-truce-first-day.html", "09-tamsin-institute-brief.txt", "14-harbour-post-varn-conditions.txt",
)  # fmt: skip


def brief(statement: dict) -> dict:
    """What a person checks by eye; offsets stand with their words."""
    keep = {
        "content": [f"{p['start']}-{p['end']} {p['text']}" for p in statement["content"]],
        "who": (statement["speaker"] or {}).get("name"),
        "role": (statement["role"] or {}).get("title"),
        "for": (statement["speaks_for"] or {}).get("name"),
        "jointly": [f"{p['speaker']['name']} for {(p['speaks_for'] or {}).get('name')}" for p in statement["speakers"]],
        "mode": f"{statement['voice']} {statement['mode']}",
        "cue": f"{statement['cue']['text']} ({statement['cue']['class']})" if statement["cue"] else None,
        "named": (statement["source"] or {}).get("text"),
        "through": [link["actor"]["name"] for link in statement["chain"] if link["actor"]],
        "said": f"{statement['said']['date']} {statement['said']['method']}",
        "act": statement["act"],
        "issues": [
            f"{i['issue']} {i['stance']}{'' if i['counted'] else ', a suggestion'}" for i in statement["issues"]
        ],
    }
    return {key: value for key, value in keep.items() if value}


@pytest.mark.parametrize("name", NAMES)
def test_a_document_gives_its_record(demo_record, name, request):
    document = next(d for d in documents(demo_record) if d.path == name)
    made = document_json(document)
    record = {
        "document": {key: made[key] for key in ("title", "outlet", "author", "kind", "published")},
        "segments": [f"{s['kind']} {s['voice']} {s['start']}-{s['end']}" for s in made["segments"]],
        "statements": [brief(statement_json(s, document)) for s in document.statements],
    }
    path = RECORDS / f"{name}.json"
    if request.config.getoption("--accept"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert record == json.loads(path.read_text(encoding="utf-8"))
