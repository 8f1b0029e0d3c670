"""Second command of the README: make the environment and pass every check.

Style, types, the direction of imports, and the tests. Arguments go to pytest, e.g. `-k dates`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from environment import make, run

if __name__ == "__main__":
    python = make("requirements-dev.lock")
    checks: list[list[str | Path]] = [
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "--quiet", "."],
        [python, "-m", "mypy"],
        [python.parent / "lint-imports"],
        [python, "scripts/reference.py", "--check"],
    ]
    failed = [" ".join(str(part) for part in check[1:]) or "lint-imports" for check in checks if run(*check)]
    code = run(python, "-m", "pytest", "-n", "2", *sys.argv[1:])
    if failed:
        print("FAILED: " + "; ".join(failed))
    sys.exit(code or bool(failed))
