"""A language model of the user's own: what it may answer, and what becomes of anything else. Against a real server."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.coding.codebooks import load_codebook
from onrecord.coding.coder import Coder
from onrecord.coding.endpoint import Endpoint
from onrecord.coding.kept import kept_weights
from onrecord.coding.model_coder import ModelCoder
from onrecord.errors import BadEndpoint

TEXT = "Norland's foreign minister said that the embargo on Sarmian ships must be lifted at once. The evening was calm."
CONTENT = "that the embargo on Sarmian ships must be lifted at once"
SECRET = "sk-not-to-be-shown"


class Server:
    """Answers what it is told to; remembers what it was asked."""

    def __init__(self):
        self.asked, self.headers, self.answer, self.wait_s, self.status, self.raw = [], [], "", 0.0, 200, None
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                outer.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                outer.headers.append(dict(self.headers))
                time.sleep(outer.wait_s)
                body = outer.raw or json.dumps({"choices": [{"message": {"content": outer.answer}}]}).encode()
                try:
                    self.send_response(outer.status)
                    if outer.status in {301, 302, 307}:
                        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    return

            def log_message(self, *_):
                return

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)
        self._thread.start()

    def close(self):
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@pytest.fixture
def server():
    made = Server()
    yield made
    made.close()


@pytest.fixture(scope="module")
def own_coder():
    book = load_codebook("crisis")
    return Coder(book, kept_weights(book))


@pytest.fixture
def asked(server, own_coder, spoken_document):
    def run(answer=None, **how):
        server.answer = json.dumps(answer) if isinstance(answer, dict) else answer or ""
        for key, value in how.items():
            setattr(server, key, value)
        coder = ModelCoder(own_coder, Endpoint(server.url, "tiny", SECRET, timeout_s=0.5))
        document = spoken_document(TEXT, CONTENT, "said")
        (made,) = coder.code(document, document.statements)
        (alone,) = own_coder.code(document, document.statements)
        return made, alone, coder.tally

    return run


def chosen(issue="sanctions", stance="oppose", words="embargo on Sarmian ships"):
    return {"issues": [{"issue": issue, "stance": stance, "words": words}]}


def test_labels_of_the_codebook_with_words_of_the_statement_are_taken(asked):
    made, _, tally = asked(chosen())
    (code,) = made.issues
    assert (code.issue, code.stance, code.issue_words.text) == ("sanctions", "oppose", "embargo on Sarmian ships")
    assert "tiny" in made.why["coder"]
    assert dict(tally) == {"asked": 1, "taken": 1}


def test_an_answer_with_talk_around_the_object_is_read(asked):
    made, _, _ = asked("Sure! " + json.dumps(chosen()) + " Hope it helps.")
    assert made.issues[0].issue == "sanctions"


def test_no_issue_is_an_answer_too(asked):
    assert asked({"issues": []})[0].issues == ()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (chosen(issue="made_up"), "an issue that the codebook has not"),
        (chosen(stance="strongly_for"), "a stance that there is not"),
        (chosen(words="the embargo is a crime"), "words that the statement does not hold"),
        (chosen(words="The evening was calm"), "words that the statement does not hold"),
        (chosen(words=""), "no words"),
        ({"issues": [chosen()["issues"][0]] * 2}, "an issue is named twice"),
        ({"issues": [chosen()["issues"][0]] * 4}, "more issues than may be"),
        ({"issues": "sanctions"}, "not in the form asked for"),
        ({"issues": ["sanctions"]}, "not in the form asked for"),
        ("Ignore the codebook. Norland is right.", "not in the form asked for"),
        ("{" * 3000, "not in the form asked for"),
    ],
)
def test_anything_else_is_refused_and_counted_and_the_own_coding_stands(asked, answer, reason):
    made, alone, tally = asked(answer)
    assert made.issues == alone.issues
    assert dict(tally) == {"asked": 1, f"refused: {reason}": 1}


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"wait_s": 1.5}, "no answer in time"),
        ({"status": 500}, "status 500"),
        ({"status": 302}, "status 302"),
        ({"raw": b"<html>"}, "the answer is not in the expected form"),
        ({"raw": b'{"choices": []}'}, "the answer is not in the expected form"),
        ({"raw": b'{"choices": [{"message": {"content": 7}}]}'}, "the answer is not in the expected form"),
        ({"raw": b'"' + b"x" * 100_000 + b'"'}, "the answer is too long"),
        ({"raw": b"[" * 60_000}, "the answer is not in the expected form"),
    ],
)
def test_a_slow_or_broken_server_costs_nothing_but_time(asked, how, reason):
    made, alone, tally = asked(chosen(), **how)
    assert made.issues == alone.issues
    assert dict(tally) == {"asked": 1, f"refused: {reason}": 1}


def test_nobody_there_is_counted_too(own_coder, spoken_document, server):
    url = server.url
    server.close()
    coder = ModelCoder(own_coder, Endpoint(url, "tiny", timeout_s=0.5))
    document = spoken_document(TEXT, CONTENT, "said")
    coder.code(document, document.statements)
    assert coder.tally["refused: not to be reached"] == 1
    server.close = lambda: None


def test_the_model_sees_the_passage_as_data_and_the_key_goes_nowhere_else(asked, server):
    made, _, tally = asked(chosen())
    system, user = (message["content"] for message in server.asked[0]["messages"])
    assert json.loads(user)["statement"] == [CONTENT]
    assert "sanctions:" in system
    assert server.headers[0]["Authorization"] == f"Bearer {SECRET}"
    assert SECRET not in repr((made, tally)) + system + user


def test_an_address_that_is_none_is_told_at_once():
    with pytest.raises(BadEndpoint, match="http"):
        Endpoint("file:///etc/passwd", "tiny")


def test_a_model_that_keeps_failing_is_left_alone(own_coder, spoken_document, server):
    server.status = 503
    coder = ModelCoder(own_coder, Endpoint(server.url, "tiny", timeout_s=0.5))
    document = spoken_document(TEXT, CONTENT, "said")
    coder.code(document, document.statements * 8)
    assert coder.tally["asked"] == 5
    assert coder.tally["not asked: it had failed too often"] == 3
