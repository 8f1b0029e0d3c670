"""Nothing goes out: no connection, no look-up, no file outside the record, its outputs and the temp folder; by nobody's code.

Each command runs in a network namespace of its own, watched by strace, its processes kept alive for 20 seconds after their work:
a library's report of its use may wait. How every upgrade of the lock is accepted.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from onrecord.model.judgement import Judgement
from onrecord.store import Record
from onrecord.store.judging import judge
from onrecord.store.read import documents

ALIVE_S = 20
# The pool's processes are ended with the command: they stay as long as it does.
KEEP_ALIVE = f"""
import atexit, sys, time
atexit.register(time.sleep, {ALIVE_S})
try:
    import pebble
    stop = pebble.ProcessPool.stop
    pebble.ProcessPool.stop = lambda pool: (time.sleep({ALIVE_S}), stop(pool))[1]
except ImportError:
    pass
"""
_CALLS = "connect,sendto,sendmsg,sendmmsg,openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat"
_NETWORK = re.compile(r"\b(?:connect|sendto|sendmsg|sendmmsg)\(.*\bAF_INET6?\b|nscd|systemd/resolve")
_WRITES = re.compile(
    r'\b(?:openat|open|creat)\([^"]*"(?P<path>[^"]+)"[^)]*\bO_(?:CREAT|WRONLY|RDWR)\b|\b(?:mkdir|mkdirat)\([^"]*"(?P<folder>[^"]+)"|\b(?:rename|renameat|renameat2|link|linkat|symlink|symlinkat)\(.*"(?P<target>[^"]+)"[^"]*\)'
)
_SYSTEM = ("/dev/null", "/dev/shm/", "/dev/tty", "/proc/self/", "/proc/thread-self/", "/sys/")


def _can_watch() -> str:
    for tool in ("strace", "unshare"):
        if shutil.which(tool) is None:
            return f"{tool} is not installed"
    tried = subprocess.run(
        ["unshare", "-rn", "strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true"], capture_output=True, check=False
    )
    return "" if tried.returncode == 0 else "network namespaces or tracing are not allowed here"


WHY_NOT = _can_watch()
pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)]


def watched(command: list[str], folder: Path, **environment: str) -> tuple[list[str], list[str]]:
    """(calls that touch a network, paths written outside the folder) of a command and all its processes."""
    home, temp, site = folder / "home", folder / "temp", folder / "site"
    for made in (home, temp, site):
        made.mkdir(parents=True)
    (site / "sitecustomize.py").write_text(KEEP_ALIVE)
    log = folder / "strace.log"
    # Next to nothing of ours: a library may keep quiet where it finds the marks of a build machine.
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    kept |= {
        "HOME": str(home),
        "TMPDIR": str(temp),
        "PYTHONPATH": str(site),
        "PYTHONDONTWRITEBYTECODE": "1",
        **environment,
    }
    done = subprocess.run(
        ["unshare", "-rn", "strace", "-f", "--seccomp-bpf", "-qq", "-s", "200", "-e", f"trace={_CALLS}", "-o", str(log), *command],
        cwd=folder / "work", env=kept, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    network, written = [], []
    for line in log.read_text(errors="replace").splitlines():
        if "= -1 E" in line and _NETWORK.search(line) is None:
            continue
        if _NETWORK.search(line):
            network.append(line[:200])
        elif (found := _WRITES.search(line)) is not None:
            path = next(part for part in found.groups() if part)
            whole = os.path.normpath(folder / "work" / path)
            allowed = whole.startswith((str(folder / "work"), str(temp))) or path.startswith(_SYSTEM)
            if not allowed:
                written.append(path)
    stray = [str(p.relative_to(home)) for p in home.rglob("*")]
    return network, written + stray


def onrecord(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "onrecord", *arguments]


@pytest.fixture(scope="module")
def commands(demo_record_path: Path, demo_folder: Path, tmp_path_factory: pytest.TempPathFactory):
    """The commands, each with a folder of its own to work in."""
    root = tmp_path_factory.mktemp("out")
    book, actors = demo_folder / "codebook.yml", demo_folder / "actors.yml"
    wanted = {
        # A codebook of the user's own, changed, so that its coder must be learned too.
        "read": onrecord("read", "texts", "-r", "new.db", "-c", "own.yml", "-a", str(actors)),
        "page": onrecord("page", "demo.db", "-o", "demo.html"),
        "learn": onrecord("learn", "demo.db"),
        "network": onrecord("network", "demo.db", "-o", "network.svg"),
        "import": onrecord("import", "coded.jsonl", "-f", "jsonl", "-r", "demo.db"),
    }
    for name in wanted:
        work = root / name / "work"
        (work / "texts").mkdir(parents=True)
        shutil.copy(demo_record_path, work / "demo.db")
        for file in sorted((demo_folder / "documents").iterdir())[:8]:
            shutil.copy(file, work / "texts")
        (work / "own.yml").write_text(book.read_text("utf-8").replace("codebook:", "codebook: own #", 1), "utf-8")
    with Record.open(root / "learn" / "work" / "demo.db") as record:
        rows = [(d, s) for d in documents(record) for s in d.statements if s.performed][:40]
        for document, statement in rows:
            judge(
                record,
                Judgement(
                    "edit", statement.id, document.id, "2031-05-01T09:00:00+00:00", "ada", (("sanctions", "oppose"),)
                ),
            )
    exported = subprocess.run(onrecord("export", str(demo_record_path)), capture_output=True, text=True, check=True)
    (root / "import" / "work" / "coded.jsonl").write_text(exported.stdout, "utf-8")
    return root, wanted


@pytest.fixture(scope="module")
def seen(commands):
    """What each command did, all of them side by side: most of the time is waiting."""
    root, wanted = commands
    with ThreadPoolExecutor(len(wanted)) as pool:
        runs = {name: pool.submit(watched, command, root / name) for name, command in wanted.items()}
        return {name: run.result() for name, run in runs.items()}


@pytest.mark.parametrize("command", ["read", "page", "learn", "network", "import"])
def test_a_command_opens_no_connection_and_looks_nothing_up(seen, command):
    assert seen[command][0] == []


@pytest.mark.parametrize("command", ["read", "page", "learn", "network", "import"])
def test_a_command_writes_no_file_outside_the_record_the_outputs_and_the_temp_folder(seen, command):
    assert seen[command][1] == []


@pytest.mark.parametrize(
    ("code", "network", "files"),
    [
        ("import socket\ntry:\n    socket.getaddrinfo('onrecord.example', 443)\nexcept OSError:\n    pass", True, False),
        ("import socket\ns = socket.socket(socket.AF_INET6)\ntry:\n    s.connect(('::1', 9))\nexcept OSError:\n    pass", True, False),
        ("from pathlib import Path\n(Path.home() / '.cache').mkdir()\n(Path.home() / '.cache' / 'id').write_text('1')", False, True),
        ("import json\nprint(json.dumps({}))", False, False),
    ],
)  # fmt: skip
def test_the_watch_sees_what_it_watches_for(tmp_path, code, network, files):
    (tmp_path / "work").mkdir()
    found = watched([sys.executable, "-c", code + "\nimport atexit; atexit._clear()"], tmp_path)
    assert (bool(found[0]), bool(found[1])) == (network, files)


def test_the_runtimes_reports_of_use_would_be_seen(tmp_path):
    """The network loaded without our head of the package turns this test's watch red: the watch lasts long enough."""
    (tmp_path / "work").mkdir()
    from importlib.resources import files

    graph = str(files("onrecord.data") / "attribution" / "network.onnx")
    code = f"import onnxruntime\nonnxruntime.InferenceSession({json.dumps(graph)}, providers=['CPUExecutionProvider'])"
    network, written = watched([sys.executable, "-c", code], tmp_path)
    if not network and not written:
        pytest.skip("this build of the runtime reports nothing")


def test_the_runtime_loaded_before_us_is_refused():
    code = (
        "import onnxruntime, onrecord\n"
        "from onrecord.attribute.tagger.network import network\n"
        "try:\n    network()\nexcept Exception as error:\n    print(error)"
    )
    kept = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"}
    done = subprocess.run([sys.executable, "-c", code], env=kept, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("OR-Q00: onnxruntime was loaded before onrecord")
    quiet = subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, "ORT_DISABLE_TELEMETRY": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert quiet.stdout == ""
