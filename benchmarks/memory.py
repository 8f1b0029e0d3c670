"""Memory while reading many documents: the peak, and whether it stays flat.

usage: python benchmarks/memory.py TEXTS.jsonl

Reads all texts into a new record and prints resident memory after every tenth of them.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
from pathlib import Path

from onrecord.model.intake import Intake
from onrecord.run import RunSettings, read_into
from onrecord.store import Record


def resident_mb() -> float:
    """Resident memory of this process now, in megabytes (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    arguments = parser.parse_args()
    rows = [json.loads(line)["text"] for line in arguments.texts.read_text("utf-8").splitlines()]
    seen = 0

    def tell(_: Intake | str) -> None:
        nonlocal seen
        seen += 1
        if seen % max(1, len(rows) // 10) == 0:
            print(f"{seen:6} documents  {resident_mb():6.0f} MB", flush=True)

    with tempfile.TemporaryDirectory() as name, Record.open(Path(name) / "x.db", create=True) as record:
        path = Path(name) / "texts.jsonl"
        path.write_text("".join(json.dumps({"text": text}) + "\n" for text in rows), "utf-8")
        tally = read_into(record, [path], RunSettings(), tell)
    print(f"read {tally.read} = stored {tally.stored} + duplicate {tally.duplicate} + quarantined {tally.quarantined}")
    print(f"peak         {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:6.0f} MB")


if __name__ == "__main__":
    main()
