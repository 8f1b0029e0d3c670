#!/bin/sh
# Package: pyrefiqda 0.3.1 (a reader of REFI-QDA projects).
# Expected: RefiProject.load("p.qdpx") reads a project and writes nothing.
# Seen: it unpacks the whole project, texts of its sources included, into a folder `extracted_qdpx` of the folder that the
# program is called from - not beside the file, not among temporary files - and leaves it there after it has loaded. Two
# projects loaded from one folder share it. A program that is run in its own checkout finds other people's interviews in `git status`.
# Output: "unpacked and left: extracted_qdpx/project.qde". Fails if that changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pyrefiqda==0.3.1
mkdir "$folder/elsewhere" "$folder/called-from"
cd "$folder/called-from"
"$folder/env/bin/python" - "$folder/elsewhere/p.qdpx" <<'PY'
import sys
import zipfile
from pathlib import Path

import pyrefiqda

user = "11111111-1111-4111-8111-111111111111"
source = "22222222-2222-4222-8222-222222222222"
project = f"""<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="made" origin="made" creatingUserGUID="{user}" creationDateTime="2031-03-04T00:00:00Z">
<Users><User guid="{user}" name="Ada" id="ada"/></Users>
<Sources><TextSource guid="{source}" name="made" plainTextPath="internal://{source}.txt" creatingUser="{user}" creationDateTime="2031-03-04T00:00:00Z"/></Sources>
</Project>"""
with zipfile.ZipFile(sys.argv[1], "w") as made:
    made.writestr("project.qde", project)
    made.writestr(f"sources/{source}.txt", "The port of Kell was calm.")
pyrefiqda.RefiProject.load(sys.argv[1])
left = Path("extracted_qdpx/project.qde")
if not left.is_file():
    sys.exit("nothing is left where it is called: the behaviour has changed")
print(f"unpacked and left: {left}")
PY
