"""First command of the README: make the environment and run the demo to its end."""

from __future__ import annotations

import sys

from environment import make, run

if __name__ == "__main__":
    python = make("requirements.lock")
    sys.exit(run(python, "-m", "onrecord", "demo", *sys.argv[1:]))
