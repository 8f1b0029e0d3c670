"""Lock the dependencies anew: hashes, all platforms, no host names.

Needs `uv` (pip install uv). Run it after changing dependencies in pyproject.toml, and commit both files.
"""

from __future__ import annotations

import subprocess
import sys

from environment import ROOT

_COMMON = "pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml"

if __name__ == "__main__":
    # The demo needs no data frames: pyarrow alone is a fifth of what is installed.
    for lock, group, extras in (
        ("requirements.lock", "build", ["--extra", "postgres"]),
        ("requirements-dev.lock", "dev", ["--all-extras"]),
    ):
        command = ["uv", *_COMMON.split(), *extras, "--group", group, "-o", lock]
        done = subprocess.run(command, cwd=ROOT, check=False)
        if done.returncode:
            sys.exit(done.returncode)
