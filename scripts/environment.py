"""Make the project's own environment (`.venv` in the checkout) with nothing but Python and pip.

Packages come from a lock file with hashes, so that what is installed is what was tested.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

__all__ = ["ROOT", "make", "run"]

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make(lock: str) -> Path:
    """Make the environment from a lock file, or leave it alone when it is up to date; its Python.

    Raises: SystemExit with what to do when Python is too old or an install fails.
    """
    if not (3, 11) <= sys.version_info[:2] < (3, 14):
        sys.exit(
            f"OnRecord runs on Python 3.11 to 3.13; this is {sys.version.split()[0]}. Start this script with one of those."
        )
    stamp = FOLDER / f"{lock}.sha256"
    parts = [(ROOT / name).read_bytes() for name in (lock, "pyproject.toml")]
    wanted = hashlib.sha256(b"\0".join(parts) + sys.version.encode()).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return PYTHON
    print(f"making {FOLDER.name} from {lock} (the first time takes a minute or two)", flush=True)
    # pip of the running Python installs into the environment: it needs no pip of its own.
    venv.create(FOLDER, with_pip=False, clear=not PYTHON.exists())
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(PYTHON), "install", "--quiet"]
    try:
        subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / lock)], check=True)
        subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=True)
    except subprocess.CalledProcessError:
        sys.exit(
            "Installing failed; what pip said is above. Check the network and free space (1.5 GB), then run this again."
        )
    stamp.write_text(wanted)
    return PYTHON


def run(*command: str | Path) -> int:
    """Run a command in the checkout, its output shown as it comes; its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode
