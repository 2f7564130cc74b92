// プレビュー: 原稿が変わったら、読んでいた場所のまま新しくする。
// これが動かなくても、頁は読める（新しくするには再読み込み）。
(() => {
  const { words, leads, rows } = PREVIEW;
  const version = document.querySelector('meta[name="version"]')?.content;
  const memory = `preview:${location.pathname}`;

  // ---- 帯 ----
  const element = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const status = element("p", { role: "status" });
  const bar = element("nav", { class: "preview-bar", "aria-label": words.title });
  for (const [path, name] of [["/", words.findings], ["/draft", words.draft], ["/table", words.table]]) {
    const link = element("a", { href: path }, name);
    if (path === location.pathname) link.setAttribute("aria-current", "page");
    bar.append(link);
  }
  bar.append(status);
  document.body.append(bar);
  const say = (text, stale = false) => {
    bar.classList.toggle("is-stale", stale);
    if (status.textContent !== text) status.textContent = text;
  };

  // ---- 指摘のある行へ ----
  for (const [anchor, [text, href]] of Object.entries(leads)) {
    const way = href ? element("a", { href }, text) : element("button", { type: "button" }, text);
    if (!href) way.dataset.copy = text;
    way.title = (href ? words.open : words.copy).replace("{place}", text);
    const place = document.getElementById(anchor);
    (place?.querySelector("dd") ?? place)?.append(element("span", { class: "preview-place" }, way));
  }
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest("button[data-copy]");
    if (!button || rows) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      say(`${words.copied} ${button.dataset.copy}`);
    } catch {
      // 写すことを許さない画面では、見えている文字を選んで写してもらう。
    }
  });

  // ---- 編集画面と ----
  // 編集画面から動かしたときだけ、行や段落を押すとその場所が開き、カーソルのあるところに印が付く。
  // 場所は、頁に書かれた名前で呼ぶ。名前を切り分けることはない。
  const following = `${memory}:cursor`;
  let opened = "";
  const placed = (name) => [
    ...[...document.querySelectorAll("[data-place], .origin [data-copy]")]
      .filter(({ dataset }) => (dataset.place ?? dataset.copy) === name)
      .map((one) => (one.dataset.place ? one : one.closest(".block"))),
    ...Object.entries(rows)
      .filter(([, names]) => names.includes(name))
      .map(([anchor, names]) => {
        const row = document.getElementById(anchor);
        return names[0] === name ? row : row?.cells[names.indexOf(name)];
      })
      .filter(Boolean),
  ];
  const nameOf = (target) => {
    const own = target.closest("[data-copy], [data-place]");
    if (own) return own.dataset.copy ?? own.dataset.place;
    const row = target.closest("tr[id]");
    if (row) return rows[row.id]?.[target.closest("td, th")?.cellIndex ?? 0];
    return target.closest(".block")?.querySelector(":scope > .origin [data-copy]")?.dataset.copy;
  };
  const openIn = async (name) => {
    opened = name;
    try {
      const answer = await fetch("/open", { method: "POST", body: name });
      if (!answer.ok) say(words.lost, true);
    } catch {
      say(words.lost, true);
    }
  };
  const mark = (one) => {
    for (const before of document.querySelectorAll(".preview-here")) before.classList.remove("preview-here");
    one?.classList.add("preview-here");
  };
  // 同じものがいくつもあれば、今見ているところに近いもの。
  const follow = ([number, names]) => {
    const name = names[location.pathname];
    if (!rows || !number || !name) return;
    const middle = (one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return (top + bottom) / 2;
    };
    const far = (one) => Math.abs(middle(one) - innerHeight / 2);
    const [one] = placed(name).filter((each) => each.getClientRects().length).sort((a, b) => far(a) - far(b));
    mark(one);
    const known = sessionStorage.getItem(following) === String(number);
    sessionStorage.setItem(following, number);
    // 押して開いたところへは、もう動かない。
    if (!one || known || name === opened) return;
    opened = "";
    const { top, bottom } = one.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight - bar.offsetHeight) one.scrollIntoView({ block: "center", behavior: "instant" });
  };
  if (rows) {
    document.documentElement.classList.add("beside-editor");
    for (const way of document.querySelectorAll("[data-copy]")) way.title = words.open.replace("{place}", way.dataset.copy);
    document.addEventListener("click", ({ target }) => {
      if (target.closest("a, summary, input, select, label, .preview-bar") || String(getSelection())) return;
      const name = nameOf(target);
      if (name) openIn(name);
    });
  }

  // ---- 読んでいた場所 ----
  // 行が増えても減ってもよいように、画面の上端に近い見出しや段落をいくつか目印にする。
  const landmarks = () => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6, tr[id], p[id], p.text")];
  const fields = () => [...document.querySelectorAll("input[id], select[id]")];
  const said = (text) => landmarks().filter(({ textContent }) => textContent === text);
  const remember = () => {
    const marks = landmarks()
      .filter((one) => one.getClientRects().length)
      .map((one) => ({ one, top: one.getBoundingClientRect().top }))
      .sort((a, b) => Math.abs(a.top) - Math.abs(b.top))
      .slice(0, 8)
      // 同じ文が何度もあるときは、何番目か。
      .map(({ one: { id, textContent: text }, one, top }) => ({ id, text, nth: said(text).indexOf(one), top }));
    const values = fields().map(({ id, value }) => [id, value]);
    sessionStorage.setItem(memory, JSON.stringify({ marks, y: scrollY, values }));
  };
  const recall = () => {
    const { marks, y, values } = JSON.parse(sessionStorage.getItem(memory));
    sessionStorage.removeItem(memory);
    for (const [id, value] of values) {
      const field = document.getElementById(id);
      if (!field || field.value === value) continue;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const found = (find) => {
      for (const mark of marks) {
        const one = find(mark);
        if (one) return { one, top: mark.top };
      }
      return null;
    };
    const kept = found(({ text, nth }) => said(text)[nth]) ?? found(({ id }) => id && document.getElementById(id));
    const top = kept && y ? scrollY + kept.one.getBoundingClientRect().top - kept.top : y;
    scrollTo({ top, behavior: "instant" });
    say(words.updated);
  };
  const renew = () => {
    remember();
    location.reload();
  };
  if (sessionStorage.getItem(memory)) {
    history.scrollRestoration = "manual";
    recall();
    addEventListener("load", () => setTimeout(() => (history.scrollRestoration = "auto")));
  }

  // ---- 知らせを待つ ----
  // 見えていない頁は待たない（ブラウザーが一度に開ける数には限りがある）。見えたときに確かめる。
  let source = null;
  let waiting = 0;
  const told = ({ data }) => {
    const { building, problem, versions, cursor } = JSON.parse(data);
    clearTimeout(waiting);
    if (building) waiting = setTimeout(() => say(words.building), 200);
    else if (version && versions[location.pathname] && versions[location.pathname] !== version) renew();
    else if (problem) say(`${problem}\n${words.stale}`, true);
    else {
      if (bar.classList.contains("is-stale") || status.textContent === words.building) say("");
      follow(cursor);
    }
  };
  const listen = () => {
    if (source || document.hidden) return;
    source = new EventSource("/events");
    source.onmessage = told;
    source.onerror = () => {
      hush();
      say(words.lost, true);
      setTimeout(listen, 1000);
    };
  };
  const hush = () => {
    source?.close();
    source = null;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? hush() : listen()));
  addEventListener("pagehide", hush);
  listen();
})();
