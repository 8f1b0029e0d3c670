(() => {
  "use strict";
  const lines = [...document.querySelectorAll("#lines .ladder li")];
  const head = document.getElementById("heading");
  const box = document.getElementById("ask");
  const status = document.getElementById("count");
  const more = document.getElementById("more");
  const first = head.textContent;
  const PAGE = 24;
  let limit = PAGE;
  let test = () => true;
  const plain = (s) => s.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const names = new Map([...document.querySelectorAll("[data-actor-name]")].map((n) => [n.dataset.actorName, plain(n.textContent)]));
  const issues = new Map([...document.querySelectorAll("[data-issue-name]")].map((n) => [n.dataset.issueName, plain(n.textContent)]));
  const draw = () => {
    let found = 0;
    for (const line of lines) {
      const fits = test(line);
      found += fits;
      line.hidden = !fits || found > limit;
    }
    more.hidden = found <= limit;
    status.textContent = `${found} of ${lines.length} lines`;
  };
  const show = (fits, heading) => { test = fits; limit = PAGE; head.textContent = heading; draw(); };
  const all = () => { box.value = ""; show(() => true, first); };
  for (const cell of document.querySelectorAll("td a")) {
    cell.addEventListener("click", () => {
      const { actor, issue } = cell.dataset;
      box.value = "";
      show((l) => l.dataset.actor.split(" ").includes(actor) && l.dataset.issues.split(" ").includes(issue), cell.dataset.heading);
    });
  }
  const cells = [...document.querySelectorAll("td a")];
  const documents = document.getElementById("lines").dataset.documents;
  const { unsought } = document.getElementById("lines").dataset;
  const nothing = (words) => `Nothing found for “${words}” in ${documents} documents.${unsought} That is no position: it may only not have been read, or not been found.`;
  const ask = () => {
    const words = box.value.trim();
    const asked = plain(words);
    if (!asked) { all(); return; }
    const [who, what] = asked.split(/\s+(?:on|about|over)\s+/);
    const named = (n) => n === who || n.split(/\s+/).includes(who) || n.startsWith(who);
    const actors = [...names].filter(([, n]) => named(n)).map(([k]) => k);
    const on = what ? [...issues].filter(([, n]) => what.split(/\s+/).every((w) => n.includes(w.replace(/s$/, "")))).map(([k]) => k) : [];
    let fits = (l) => asked.split(/\s+/).every((w) => plain(l.textContent).includes(w));
    let heading = `Lines with “${words}”`;
    if (what) {
      fits = (l) => l.dataset.actor.split(" ").some((a) => actors.includes(a)) && l.dataset.issues.split(" ").some((i) => on.includes(i));
      const own = cells.filter((c) => actors.includes(c.dataset.actor) && on.includes(c.dataset.issue));
      heading = own.length === 1 ? own[0].dataset.heading : `Lines by or for “${who}” on “${what}”`;
    }
    show(fits, lines.some(fits) ? heading : nothing(words));
  };
  box.form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  box.addEventListener("input", ask);
  document.getElementById("all").addEventListener("click", all);
  more.addEventListener("click", () => { limit += PAGE * 10; draw(); });
  box.form.hidden = false;
  const mark = () => {
    document.querySelector(".card.here")?.classList.remove("here");
    const at = location.hash.startsWith("#card-") ? document.getElementById(location.hash.slice(1)) : null;
    at?.classList.add("here");
  };
  addEventListener("hashchange", mark);
  addEventListener("beforeprint", () => { limit = Infinity; draw(); });
  addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== box && !event.ctrlKey && !event.metaKey) { event.preventDefault(); box.focus(); }
    if (event.key === "Escape" && document.activeElement === box) all();
  });
  mark();
  draw();
})();
