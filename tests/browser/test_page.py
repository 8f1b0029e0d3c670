"""The page in a real browser: it asks for nothing, runs nothing foreign, and can be used without a mouse."""

import json
import shutil

import pytest

from onrecord.run import RunSettings, read_into
from onrecord.show.page import write_page
from onrecord.store import Record

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAYLOADS = [
    "<script>window.hit=1</script>", "<img src=x onerror='window.hit=1'>", "</title><script>window.hit=1</script>", "\"><svg onload=window.hit=1>",
    "javascript:window.hit=1", "{{7*7}}", "</style><script>window.hit=1</script>", "<a href='https://evil.example/x'>x</a>", "&lt;b&gt;", "' onmouseover='window.hit=1",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright")
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def demo_page(demo_record_path, tmp_path_factory):
    out = tmp_path_factory.mktemp("page") / "demo.html"
    with Record.open(demo_record_path) as record:
        write_page(record, out)
    return out


@pytest.fixture
def opened(browser):
    pages = []

    def open_page(path, **settings):
        page = browser.new_page(**settings)
        page.asked, page.told = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.told.append(message.text))
        page.on("pageerror", lambda error: page.told.append(str(error)))
        page.goto(path.as_uri())
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.close()


def test_the_page_makes_no_outside_request_and_reports_no_fault(opened, demo_page):
    page = opened(demo_page)
    assert page.asked == [demo_page.as_uri()]
    assert page.told == []


def test_a_cell_of_the_matrix_opens_its_lines(opened, demo_page):
    page = opened(demo_page)
    cell = page.locator("td a[aria-label^='Norland on Monitoring mission in the ports']")
    cell.click()
    lines = page.locator("#lines li:visible")
    assert lines.count() >= 3
    assert set(lines.evaluate_all("els => els.map(e => e.dataset.actor)")) == {"state:norland"}
    assert page.locator("#heading").inner_text().startswith("Norland on Monitoring mission in the ports. ")


def test_a_question_finds_its_lines_and_escape_takes_it_back(opened, demo_page):
    page = opened(demo_page)
    every = page.locator("#count").inner_text()
    page.keyboard.press("/")
    page.keyboard.type("Norland on embargo")
    assert page.locator("#count").inner_text() != every
    assert set(page.locator("#lines li:visible").evaluate_all("els => els.map(e => e.dataset.actor)")) == {
        "state:norland"
    }
    page.keyboard.press("Escape")
    assert page.locator("#count").inner_text() == every


def test_every_line_opens_the_sentence_it_rests_on(opened, demo_page):
    page = opened(demo_page)
    page.locator("#lines li:visible .src a").first.click()
    target = page.evaluate("location.hash")
    card = page.locator(target)
    assert card.count() == 1
    assert "here" in card.get_attribute("class")
    assert page.locator(card.locator("a.n").get_attribute("href")).count() == 1


def test_all_marks_and_cards_belong_together(opened, demo_page):
    page = opened(demo_page)
    loose = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.getElementById(a.getAttribute('href').slice(1))).map(a => a.getAttribute('href'))"
    )
    assert loose == []
    assert page.locator("a.ref").count() == page.locator(".card[id]").count()


def test_set_aside_parts_are_dimmed_and_named(opened, demo_page):
    page = opened(demo_page)
    asides = page.locator("p.aside")
    assert asides.count() > 5
    assert "set aside" in asides.filter(has_text="Photo by").first.inner_text().lower()


@pytest.mark.parametrize("width", [320, 390, 768, 1300])
def test_nothing_runs_off_the_side(opened, demo_page, width):
    page = opened(demo_page, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast(opened, demo_page, scheme):
    page = opened(demo_page, color_scheme=scheme)
    measured = page.evaluate(
        """() => { const lum = c => { const [r,g,b] = c.match(/[\\d.]+/g).map(Number).map(v => { v/=255; return v <= .03928 ? v/12.92 : ((v+.055)/1.055)**2.4; });
          return .2126*r+.7152*g+.0722*b; }; const ratio = (a,b) => { const [x,y] = [lum(a),lum(b)].sort((p,q) => q-p); return (x+.05)/(y+.05); };
          const back = getComputedStyle(document.body).backgroundColor;
          return [...document.querySelectorAll('.note,.meta,.t,.who,.src,.aside,.ref,.tag')].filter(e => e.textContent.trim()).slice(0, 400).map(e => ratio(getComputedStyle(e).color, back)); }"""
    )  # fmt: skip
    assert min(measured) >= 4.5


def test_the_page_can_be_read_without_its_script(browser, demo_page):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(demo_page.as_uri())
    assert page.locator("#lines li:visible").count() > 100
    assert page.locator("article:visible").count() == 15
    context.close()


def test_the_page_names_its_parts_for_a_screen_reader(opened, demo_page):
    page = opened(demo_page)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert page.locator("article[aria-labelledby]").count() == 15
    nameless = page.evaluate(
        "[...document.querySelectorAll('a,button,input')].filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || (e.labels && e.labels.length))).length"
    )
    assert nameless == 0


def test_text_from_outside_is_text(opened, tmp_path):
    rows = [
        {"title": f"T {p}", "outlet": f"O {p}", "author": f"A {p}", "url": p,
         "text": f"Head {p}\n\nMinister Ilse Dorn {p} said that the ceasefire {p} was open.\n\n“We call for a ceasefire {p},” said Ada {p} Holm.\n\nEnd."}
        for p in PAYLOADS
    ]  # fmt: skip
    source = tmp_path / "<img src=x onerror=window.hit=1>.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    book = tmp_path / "book.yml"
    book.write_text(
        "codebook: hostile\nlabel: '<script>window.hit=1</script>'\nextends: [crisis]\nissues: [{id: evil, label: '<img src=x onerror=window.hit=1>', proposition: '</script><script>window.hit=1</script>', cues: [ceasefire]}]"
    )
    out = tmp_path / "page.html"
    with Record.open(tmp_path / "x.db", create=True) as record:
        tally = read_into(record, [source], RunSettings(codebook=str(book)), lambda _: None)
        write_page(record, out)
    assert tally.stored == len(PAYLOADS)
    page = opened(out)
    for cell in page.locator("td a").all()[:4]:
        cell.click()
    page.locator("#ask").fill("<img src=x onerror=window.hit=1>")
    assert page.evaluate("window.hit") is None
    assert page.asked == [out.as_uri()]
    assert page.told == []
    assert page.locator("img, svg, iframe, script[src]").count() == 0


def _mutated():
    """Two hundred payloads: ten, each in twenty spellings."""
    for number in range(200):
        payload = PAYLOADS[number % len(PAYLOADS)]
        turn = number // len(PAYLOADS)
        spelt = [
            payload,
            payload.upper(),
            payload.replace("=", " = "),
            payload.replace("'", '"'),
            payload.replace(" ", "/"),
        ][turn % 5]
        yield ["", "-->", "\u202e", "]]>"][turn // 5] + spelt + f" zq{number}"


def _hostile(number, payload):
    """A document in which every field that is shown holds the payload."""
    from dataclasses import replace

    from onrecord.model.actor import Actor
    from onrecord.model.document import Fact, Published
    from onrecord.model.statement import Cue, IssueCode, Link, Role, Said, Target
    from tests.faults.harness import made

    intake = made(number, payload)
    d = intake.outcome
    person, state = Actor(f"person:{payload}", payload, "person"), Actor(f"state:{payload}", payload, "state")
    statements = tuple(
        replace(
            s, mode="mixed" if n else "direct", speaker=person, speaks_for=state, role=Role(payload, state, "2031", None), cue=Cue(s.content[0], "neutral"),
            source=s.content[0], chain=(Link(s.content[0], s.content[0], person),), targets=(Target(state, "negative"),),
            said=Said("2031-05-01", "day", "stated", s.content[0]), issues=(IssueCode("sanctions", "oppose", 0.9, s.content[0], s.content[0], 0.9),),
            performed=n != 2, why=dict.fromkeys(("speaker", "speaks_for", "decided", "actors", "statement", "performed"), payload), made_by={"statement": payload},
        )
        for n, s in enumerate(d.statements)
    )  # fmt: skip
    fact = Fact(payload, None, "row")
    document = replace(d, title=fact, outlet=fact, author=fact, url=fact, own_id=fact, statements=statements,
                       published=Published("2031-05-01", "day", method=payload, others=(payload,)))  # fmt: skip
    return replace(intake, outcome=document)


@pytest.mark.slow
def test_twenty_thousand_hostile_renderings_run_nothing(opened, tmp_path):
    from tests.faults.harness import writer

    out = tmp_path / "page.html"
    with Record.open(tmp_path / "x.db", create=True) as record:
        writer(record).write([_hostile(n, payload) for n, payload in enumerate(_mutated())])
        write_page(record, out, "<script>window.hit=1</script> zq")
    assert out.read_text("utf-8").count("zq") >= 20_000
    page = opened(out)
    for cell in page.locator("td a").all()[:4]:
        cell.click()
    assert page.evaluate("window.hit") is None
    assert page.asked == [out.as_uri()]
    assert page.told == []
    assert page.locator("img, svg, iframe, object, embed, script[src], [onerror], [onload], [onmouseover]").count() == 0


def test_what_was_not_said_is_listed_apart_and_is_no_line(opened, tmp_path):
    from dataclasses import replace

    from tests.faults.harness import made, writer

    intake = made(1)
    statements = [
        replace(s, performed=n != 0, why={"performed": "“declined to say”"})
        for n, s in enumerate(intake.outcome.statements)
    ]
    out = tmp_path / "page.html"
    with Record.open(tmp_path / "x.db", create=True) as record:
        writer(record).write([replace(intake, outcome=replace(intake.outcome, statements=tuple(statements)))])
        write_page(record, out)
    page = opened(out)
    assert page.locator(".ladder li").count() == len(statements) - 1
    assert page.locator("#count").inner_text() == "5 of 5 lines"
    assert "not said: Speaker 1 of Kell said sentence 0." in page.locator(".unsaid li").inner_text()
    assert page.locator(".card .tag", has_text="not said").count() == 1
