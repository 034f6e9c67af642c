// The notebook review. Python holds the truth: this file shows `view` and sends what the expert does.
// Texts of laws only ever enter the page as text nodes, never as markup.

const WAIT_MS = 6000; // after which an unanswered message is called unanswered
const CALM_MS = 200; // a new page takes no decision sooner, so that one keystroke never decides two pages

const KEYS = [
  ["c", "Confirm: the article implements the provision"],
  ["p", "Partly: it implements the provision in part"],
  ["l", "Related: list the article without counting it"],
  ["r", "Reject: it does not implement the provision; without an article: none does"],
  ["v", "Without an article: the provision is reserved"],
  ["o", "Without an article: these laws do not tell"],
  ["a", "Add an article of your own choice to the provision"],
  ["n →", "Next page"],
  ["b ←", "Back to the page before"],
  ["u", "Undo your last decision (it stays in the journal, withdrawn)"],
  ["/", "Search the pages; Enter opens the first one found"],
  ["w", "Write a reason before you decide"],
  ["Enter", "In the reason: record the decision you pressed"],
  ["Esc", "Leave a field or close a panel"],
  ["?", "Show or hide these keys"],
];

function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

const inField = (node) => !!node && (/^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) || node.isContentEditable);
const spoken = (parts) => parts.filter(Boolean).join(" · ");

class Review {
  constructor(model, el) {
    this.model = model;
    this.sent = 0;
    this.waiting = null; // the message not answered yet
    this.armed = null; // verdict that waits for its reason
    this.panel = ""; // "", "list", "add", "keys", "who"
    this.drafts = new Map(); // page ▶ reason typed and not yet recorded
    this.page = null;
    this.calmUntil = 0;
    this.session = Math.random().toString(36).slice(2);
    this.notice = h("span", { class: "lx-notice", role: "status", "aria-live": "polite" });
    this.alert = h("div", { class: "lx-alert", role: "alert", hidden: true });
    this.head = h("div", { class: "lx-head" });
    this.tools = h("div", { class: "lx-tools" });
    this.main = h("div", { class: "lx-main" });
    this.foot = h("div", { class: "lx-foot" });
    this.root = h(
      "section",
      { class: "lexalign-review", tabindex: "0", "aria-label": "Review of proposals", "data-state": "ready" },
      this.head, this.alert, this.tools, this.main, this.foot,
    );
    this.root.addEventListener("keydown", (event) => this.key(event));
    // JupyterLab takes letters for its own commands (x cuts the cell). Inside the review they are ours; with Ctrl,
    // Alt or Meta they stay its own. It looks for this attribute from the focused element upwards.
    this.shield = (event) => {
      if (!this.root.contains(event.target)) return;
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      event.target.toggleAttribute("data-lm-suppress-shortcuts", plain);
    };
    window.addEventListener("keydown", this.shield, true);
    this.onView = () => this.show();
    model.on("change:view", this.onView);
    el.append(this.root);
    this.build();
    this.show();
  }

  close() {
    window.removeEventListener("keydown", this.shield, true);
    this.model.off("change:view", this.onView);
    if (this.waiting) clearTimeout(this.waiting.timer);
    this.root.remove();
  }

  get view() {
    return this.model.get("view");
  }

  // --- talking to Python ---------------------------------------------------------------------------------------

  // One message at a time, but for searches, which may overtake each other.
  send(what, { light = false, ...content } = {}) {
    if (this.waiting && !(light && this.waiting.light)) return;
    if (this.waiting) clearTimeout(this.waiting.timer);
    const seq = ++this.sent;
    this.waiting = { seq, what, light, key: content.key, timer: setTimeout(() => this.unanswered(what), WAIT_MS) };
    this.root.dataset.state = "waiting";
    this.root.setAttribute("aria-busy", "true");
    try {
      this.model.send({ do: what, seq: `${this.session}-${seq}`, ...content });
    } catch (error) {
      this.unanswered(what);
    }
  }

  answered(view) {
    if (!this.waiting || view.seq !== `${this.session}-${this.waiting.seq}`) return;
    clearTimeout(this.waiting.timer);
    if (this.waiting.what === "decide" && view.notice.kind !== "error") this.drafts.delete(this.waiting.key);
    this.waiting = null;
    this.warn("");
  }

  unanswered(what) {
    const lost = what === "decide" || what === "undo" || what === "withdraw";
    this.warn(
      `The notebook's kernel has not answered${lost ? ": what you decided is not saved yet" : ""}. ` +
        "It may be running another cell; then this goes on by itself. If it was restarted, run the cell again: " +
        "what was saved is there.",
    );
  }

  warn(text) {
    this.alert.textContent = text;
    this.alert.hidden = !text;
  }

  // --- what stays -----------------------------------------------------------------------------------------------

  build() {
    this.title = h("strong", { class: "lx-title", dir: "auto" });
    this.bar = h("progress", { class: "lx-bar", max: "1", value: "0" });
    this.count = h("span", { class: "lx-count" });
    this.who = h("button", { type: "button", class: "lx-link", onclick: () => this.open("who") });
    this.head.append(
      this.title, this.bar, this.count, this.who,
      h("button", {
        type: "button", class: "lx-link", text: "Keys", "aria-keyshortcuts": "?", title: "Keyboard shortcuts (?)",
        onclick: () => this.open("keys"),
      }),
    );
    const pick = (name, label) => {
      const select = h("select", {
        "aria-label": label,
        onchange: () => this.send("filter", { [name]: select.value }),
      });
      this.tools.append(h("label", { class: "lx-label" }, h("span", { text: label }), select));
      return select;
    };
    this.filter = pick("filter", "Show");
    this.pillar = pick("pillar", "Part");
    this.order = pick("order", "Order");
    this.query = h("input", {
      type: "search", placeholder: "Number, heading, words", "aria-label": "Search the pages",
      "aria-keyshortcuts": "/", spellcheck: "false",
      oninput: () => {
        clearTimeout(this.typing);
        this.typing = setTimeout(() => this.send("filter", { query: this.query.value, light: true }), 200);
      },
      onfocus: () => this.open("list", true),
    });
    this.listing = h("button", { type: "button", onclick: () => this.open("list") });
    this.tools.append(h("label", { class: "lx-label lx-grow" }, h("span", { text: "Search" }), this.query), this.listing);
    this.reason = h("textarea", {
      rows: "2", id: `lx-reason-${this.session}`, dir: "auto", "aria-keyshortcuts": "w",
      oninput: () => this.draft(this.reason.value),
    });
    this.ask = h("label", { for: `lx-reason-${this.session}`, class: "lx-ask" });
    this.ready = h("div", { class: "lx-reasons", role: "group", "aria-label": "Reasons at hand" });
    this.verdicts = h("div", { class: "lx-verdicts", role: "group", "aria-label": "Decide" });
    const move = (what, label, key, go) =>
      h("button", { type: "button", class: `lx-${what}`, text: label, "aria-keyshortcuts": key, title: key, onclick: go });
    this.undo = move("undo", "Undo", "u", () => this.send("undo"));
    this.back = move("back", "‹ Back", "b", () => this.send("back"));
    this.next = move("next", "Next ›", "n", () => this.send("next"));
    this.foot.append(
      h("div", { class: "lx-why" }, this.ask, this.reason, this.ready),
      h("div", { class: "lx-row" }, this.verdicts, h("div", { class: "lx-moves" }, this.undo, this.back, this.next)),
      h("div", { class: "lx-said" }, this.notice),
    );
  }

  // --- what changes ---------------------------------------------------------------------------------------------

  show() {
    const view = this.view;
    if (!view || !view.ready) return;
    this.answered(view);
    this.calm();
    this.root.setAttribute("aria-label", `Review: ${view.title}`);
    this.root.dataset.key = view.item ? view.item.key : "";
    this.root.dataset.decided = view.progress.decided;
    const inside = this.root.contains(document.activeElement);
    const hadFocus = inside && !inField(document.activeElement);
    const turned = view.page !== this.page;
    this.page = view.page;
    this.title.textContent = view.title;
    this.bar.max = Math.max(view.progress.total, 1);
    this.bar.value = view.progress.decided;
    this.bar.setAttribute("aria-label", `${view.progress.decided} of ${view.progress.total} decided`);
    this.count.textContent = `${view.progress.decided} of ${view.progress.total} decided`;
    this.who.textContent = view.expert.name ? `${view.expert.name}${view.blind ? " (blind)" : ""}` : "Who decides?";
    this.who.title = "Who decides; press to change";
    this.fill(this.filter, view.filters, view.filter);
    this.fill(this.order, view.orders, view.order);
    this.fill(this.pillar, view.pillars, view.pillar);
    if (document.activeElement !== this.query) this.query.value = view.query;
    this.listing.textContent = `List (${view.rows.length})`;
    this.listing.setAttribute("aria-expanded", this.panel === "list");
    this.undo.disabled = !view.can_undo;
    this.back.disabled = !view.can_back;
    this.notice.textContent = view.notice.kind === "error" ? "" : view.notice.text;
    this.notice.className = `lx-notice lx-${view.notice.kind}`;
    if (view.notice.kind === "error") this.warn(view.notice.text);
    else if (view.warnings.length) this.warn(view.warnings.join(" "));
    if (turned) {
      this.armed = null;
      this.calmUntil = Date.now() + CALM_MS;
      this.calm();
      if (this.panel === "add") this.panel = "";
      this.reason.value = (view.item && this.drafts.get(view.item.key)) || "";
    }
    if (!view.expert.name && !this.panel) this.panel = "who";
    this.decide(view);
    this.draw(turned, hadFocus || (turned && this.leaving));
    if (turned) this.leaving = false;
    if (inside && !this.root.contains(document.activeElement)) this.root.focus({ preventScroll: true });
  }

  calm() {
    const left = this.calmUntil - Date.now();
    if (left > 0) setTimeout(() => this.calm(), left + 1);
    this.root.dataset.state = this.waiting ? "waiting" : left > 0 ? "turning" : "ready";
    this.root.setAttribute("aria-busy", this.waiting ? "true" : "false");
  }

  fill(select, options, value) {
    select.replaceChildren(
      ...options.map((o) => h("option", { value: o.id, text: o.count === undefined ? o.label : `${o.label} (${o.count})` })),
    );
    select.value = value;
  }

  draft(text) {
    if (this.view.item) this.drafts.set(this.view.item.key, text);
  }

  decide(view) {
    const item = view.item;
    const blocked = !view.expert.name || !item;
    this.reason.disabled = blocked;
    this.root.toggleAttribute("data-armed", !!this.armed);
    const armed = this.armed && item && item.verdicts.find((v) => v.id === this.armed);
    this.ask.textContent = armed ? `${armed.label}: why? Enter records it, Esc goes back.` : "Reason";
    this.ask.classList.toggle("lx-armed", !!armed);
    const standard = item && item.verdicts.find((v) => v.standard);
    this.reason.placeholder = standard && !armed
      ? `Why, in a sentence. If you confirm without one: “${standard.standard}”`
      : "Why, in a sentence.";
    const reasons = armed ? armed.reasons : [];
    this.ready.replaceChildren(
      ...reasons.map((text) =>
        h("button", {
          type: "button", class: "lx-chip", text, dir: "auto",
          onclick: () => {
            this.reason.value = text;
            this.draft(text);
            this.reason.focus();
          },
        }),
      ),
    );
    const verdicts = item ? item.verdicts : [];
    this.verdicts.replaceChildren(
      ...verdicts.map((v) =>
        h(
          "button",
          {
            type: "button", class: `lx-verdict lx-v-${v.id}`, title: v.hint, "aria-keyshortcuts": v.key,
            "data-verdict": v.id, "aria-pressed": v.chosen ? "true" : "false",
            onclick: () => this.say(v),
          },
          v.chosen ? "✓ " : "", v.label, h("kbd", { text: v.key, "aria-hidden": "true" }),
        ),
      ),
    );
  }

  draw(turned, focus) {
    const at = this.main.querySelector(".lx-article-text");
    const scrolled = at && !turned ? at.scrollTop : 0;
    const active = document.activeElement;
    const keep = active && this.main.contains(active) ? active.dataset.keep : null;
    const value = keep && active.value;
    this.main.replaceChildren(...this.content());
    this.main.className = `lx-main${this.panel ? ` lx-with-${this.panel}` : ""}`;
    this.listing.setAttribute("aria-expanded", this.panel === "list");
    const again = keep && this.main.querySelector(`[data-keep="${keep}"]`);
    if (again) {
      if (value !== undefined && value !== null) again.value = value;
      again.focus();
    } else if (turned && focus) {
      (this.main.querySelector(".lx-provision h3") || this.root).focus({ preventScroll: true });
    }
    const hidden = !this.view.expert.name || ["list", "keys", "who"].includes(this.panel);
    for (const button of this.verdicts.children) button.disabled = hidden;
    const text = this.main.querySelector(".lx-article-text");
    if (text) {
      text.scrollTop = scrolled;
      const first = turned && text.querySelector("mark");
      if (first && first.offsetTop > text.clientHeight - 40) text.scrollTop = first.offsetTop - 60;
    }
  }

  content() {
    const view = this.view;
    if (this.panel === "keys") return [this.keysPanel()];
    if (this.panel === "who") return [this.whoPanel(view)];
    if (this.panel === "list") return [this.listPanel(view)];
    if (!view.item) return [h("p", { class: "lx-empty", text: view.empty })];
    const adding = this.panel === "add" || !view.item.article;
    return [this.provision(view.item), adding ? this.addPanel(view) : this.article(view.item)];
  }

  // --- left: the provision --------------------------------------------------------------------------------------

  provision(item) {
    const p = item.provision;
    const list = h("ol", { class: "lx-elements" });
    for (const e of item.checklist) {
      const seen = e.state === "shown" && item.article;
      const label = [h("span", { class: `lx-state lx-s-${e.state}`, text: e.word }), h("span", { dir: "auto", text: e.text })];
      list.append(
        h(
          "li",
          { value: e.n },
          seen
            ? h("button", {
                type: "button", class: "lx-element", title: "Show the words in the article",
                onclick: () => this.point(e.n),
              }, ...label)
            : h("div", { class: "lx-element" }, ...label),
        ),
      );
    }
    return h(
      "section",
      { class: "lx-provision", "aria-label": "The provision" },
      h("p", { class: "lx-over", text: spoken([p.name, p.instrument, p.pillar]) }),
      h("h3", { tabindex: "-1", dir: "auto", text: p.title }),
      list.children.length ? h("h4", { text: item.blindfold ? "Elements to look for" : "Elements" }) : null,
      list.children.length ? list : null,
      p.explanation ? h("h4", { text: "What it asks" }) : null,
      h("p", { class: "lx-explain", text: p.explanation }),
      this.story(item),
    );
  }

  story(item) {
    if (!item.history.length) return null;
    const rows = item.history.map((d) =>
      h(
        "li",
        { class: d.held ? "lx-held" : "lx-gone" },
        h("span", { class: "lx-what", text: `${d.what} – ${d.expert}, ${d.at}` }),
        h("span", { class: "lx-fate", text: d.fate }),
        h("q", { dir: "auto", text: d.rationale }),
        d.mine && !d.gone
          ? h("button", {
              type: "button", class: "lx-link", text: "Withdraw",
              onclick: () => this.send("withdraw", { id: d.id, rationale: this.reason.value }),
            })
          : null,
      ),
    );
    return h(
      "details",
      { class: "lx-history", open: item.conflict || item.stale ? true : null },
      h("summary", { text: `History (${rows.length})` }),
      h("ul", {}, ...rows),
    );
  }

  point(number) {
    const marks = [...this.main.querySelectorAll("mark")];
    marks.forEach((m) => m.classList.toggle("lx-lit", m.dataset.e.split(" ").includes(String(number))));
    const first = marks.find((m) => m.classList.contains("lx-lit"));
    if (first) first.scrollIntoView({ block: "nearest" });
  }

  // --- right: the article ---------------------------------------------------------------------------------------

  marked(segments) {
    return segments.map((s) =>
      s.e.length
        ? h("mark", { "data-e": s.e.join(" "), "data-n": s.n.join(",") || null, title: s.title, text: s.t })
        : document.createTextNode(s.t),
    );
  }

  article(item) {
    const a = item.article;
    const flags = item.flags.map((f) => h("p", { class: `lx-flag lx-f-${f.kind}`, text: f.text, dir: "auto" }));
    return h(
      "section",
      { class: "lx-article", "aria-label": "The article" },
      h("p", { class: "lx-over", dir: "auto", text: spoken([a.law, a.path]) }),
      h("h3", { dir: "auto" }, `${a.number} `, ...this.marked(a.heading)),
      item.decision ? h("p", { class: `lx-decision lx-k-${item.state}`, text: item.decision, dir: "auto" }) : null,
      item.machine ? h("p", { class: "lx-machine", text: item.machine }) : null,
      ...flags,
      h("div", { class: "lx-article-text", dir: "auto", lang: a.language, tabindex: "0", role: "document",
        "aria-label": `Text of article ${a.number}` }, ...this.marked(a.text)),
      a.digest ? h("p", { class: "lx-small", text: a.digest }) : null,
    );
  }

  addPanel(view) {
    const found = view.search && view.search.provision === view.item.provision.id ? view.search : { query: "", results: [] };
    const box = h("input", {
      type: "search", "data-keep": "find", placeholder: "Number or words of the heading or text", spellcheck: "false",
      "aria-label": "Find an article to add", value: found.query, autocomplete: "off",
      oninput: () => {
        clearTimeout(this.finding);
        this.finding = setTimeout(() => this.send("find", { query: box.value, light: true }), 200);
      },
      onkeydown: (event) => {
        if (event.key !== "Enter" && event.key !== "ArrowDown") return;
        event.preventDefault();
        const first = this.main.querySelector(".lx-found button");
        if (this.main.querySelector(".lx-found").dataset.query !== box.value.trim()) {
          clearTimeout(this.finding); // what is listed is not yet what was typed
          this.send("find", { query: box.value, light: true });
        } else if (first && event.key === "Enter") first.click();
        else if (first) first.focus();
      },
    });
    box.value = found.query;
    const rows = found.results.map((r) =>
      h("li", {},
        h("button", { type: "button", "data-add": r.key, onclick: () => this.choose(r.key) },
          h("strong", { text: r.number, dir: "auto" }), h("span", { text: r.heading, dir: "auto" }),
          h("small", { text: spoken([r.law, r.known]), dir: "auto" }))),
    );
    const none = found.query && !rows.length ? `No article has “${found.query}”.` : "";
    return h(
      "section",
      { class: "lx-article", "aria-label": "Choose an article" },
      view.item.article ? null : h("p", { class: "lx-decision lx-k-status", text: view.item.decision || "", hidden: !view.item.decision }),
      h("h3", { text: view.item.article ? "Which article should be added?" : view.item.headline }),
      ...(view.item.article ? [] : view.item.flags.map((f) => h("p", { class: `lx-flag lx-f-${f.kind}`, text: f.text }))),
      h("p", { class: "lx-small", text: "Choose one to read it; you then decide as on any other page." }),
      box,
      none ? h("p", { class: "lx-small", text: none }) : null,
      h("ul", { class: "lx-found", "data-query": found.query }, ...rows),
    );
  }

  choose(key) {
    this.leaving = true;
    this.panel = "";
    this.send("go", { key });
  }

  // --- panels ---------------------------------------------------------------------------------------------------

  open(panel, stay = false) {
    if (!stay && this.panel === panel) return this.shut();
    if (this.panel === panel) return;
    this.panel = panel;
    this.draw(false, false);
    if (stay) return;
    const first = { add: "[data-keep=find]", who: "[data-keep=who]", keys: "button", list: "button" }[panel];
    const target = this.main.querySelector(first);
    if (target) target.focus();
    if (panel === "add") this.send("find", { query: "", light: true });
  }

  find() {
    const box = this.main.querySelector("[data-keep=find]");
    if (box) box.focus();
  }

  shut() {
    this.panel = "";
    this.draw(false, false);
    this.root.focus({ preventScroll: true });
  }

  keysPanel() {
    return h(
      "section",
      { class: "lx-panel", role: "dialog", "aria-label": "Keys" },
      h("h3", { text: "Keys" }),
      h("p", { class: "lx-small", text: "They work while the review has the focus and you are not typing." }),
      h("dl", {}, ...KEYS.flatMap(([key, text]) => [h("dt", {}, h("kbd", { text: key })), h("dd", { text })])),
      h("button", { type: "button", text: "Close", onclick: () => this.shut() }),
    );
  }

  whoPanel(view) {
    const name = h("input", {
      type: "text", "data-keep": "who", "aria-label": "Your name or ORCID iD", autocomplete: "name", dir: "auto",
      onkeydown: (event) => event.key === "Enter" && start(),
    });
    name.value = view.expert.name;
    const start = () => {
      this.panel = "";
      this.leaving = true;
      this.send("expert", { name: name.value });
    };
    return h(
      "section",
      { class: "lx-panel", role: "dialog", "aria-label": "Who decides" },
      h("h3", { text: "Who decides?" }),
      h("p", { text: "Every decision is signed. Give your name or your ORCID iD (0000-0002-1825-0097)." }),
      h("div", { class: "lx-line" }, name, h("button", { type: "button", class: "lx-primary", text: "Begin", onclick: start })),
      h("p", { class: "lx-small", text: view.expert.hint }),
    );
  }

  listPanel(view) {
    const rows = view.rows.map((r) =>
      h("li", { class: r.key === (view.item && view.item.key) ? "lx-here" : null },
        h("button", { type: "button", "data-go": r.key, onclick: () => this.choose(r.key) },
          h("span", { class: `lx-sign lx-d-${r.state}`, text: `${r.sign} ${r.word}` }),
          h("strong", { text: r.provision }), h("span", { text: r.title, dir: "auto" }),
          h("span", { class: "lx-to", text: r.article, dir: "auto" }),
          h("small", { text: r.flags.join(", ") }))),
    );
    return h(
      "section",
      { class: "lx-panel lx-list", "aria-label": "Pages" },
      rows.length ? h("ol", {}, ...rows) : h("p", { class: "lx-empty", text: view.empty }),
    );
  }

  // --- deciding -------------------------------------------------------------------------------------------------

  say(verdict) {
    const item = this.view.item;
    if (!item || !this.view.expert.name || this.waiting || Date.now() < this.calmUntil) return;
    if (this.panel) return this.shut(); // the page decided on is always one that is seen
    if (verdict.id === "add") return item.article ? this.open("add") : this.find();
    const why = this.reason.value.trim();
    if (!why && !verdict.standard) {
      this.armed = verdict.id;
      this.decide(this.view);
      this.reason.focus();
      return;
    }
    this.leaving = true;
    if (document.activeElement === this.reason) this.root.focus({ preventScroll: true });
    this.send("decide", { key: item.key, verdict: verdict.id, rationale: why });
  }

  disarm() {
    this.armed = null;
    this.decide(this.view);
    this.root.focus({ preventScroll: true });
  }

  key(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const used = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (event.key === "Escape") {
      used();
      if (event.target === this.reason) return this.disarm();
      if (event.target === this.query && this.query.value) {
        this.query.value = "";
        this.send("filter", { query: "", light: true });
      }
      return this.shut();
    }
    if (event.target === this.reason && event.key === "Enter" && !event.shiftKey) {
      used();
      const verdict = this.view.item && this.view.item.verdicts.find((v) => v.id === this.armed);
      return verdict && this.reason.value.trim() ? this.say(verdict) : undefined;
    }
    if (event.target === this.query && event.key === "Enter") {
      used();
      clearTimeout(this.typing);
      this.leaving = true;
      this.panel = "";
      this.root.focus({ preventScroll: true });
      return this.send("filter", { query: this.query.value, first: true, light: true });
    }
    if (inField(event.target) || event.repeat) return;
    const verdict = this.view.item && this.view.item.verdicts.find((v) => v.key === event.key.toLowerCase());
    const acts = {
      n: () => this.turn("next"), ArrowRight: () => this.turn("next"),
      b: () => this.turn("back"), ArrowLeft: () => this.turn("back"),
      u: () => this.view.can_undo && this.turn("undo"),
      w: () => this.reason.focus(),
      "/": () => this.query.focus(), "?": () => this.open("keys"),
    };
    const act = verdict ? () => this.say(verdict) : acts[event.key] || acts[event.key.toLowerCase()];
    if (!act) return;
    used();
    act();
  }

  turn(what) {
    this.panel = "";
    this.leaving = true;
    this.send(what);
  }
}

export default {
  render({ model, el }) {
    const review = new Review(model, el);
    return () => review.close();
  },
};
