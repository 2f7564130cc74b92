// プレビュー: 原稿が変わったら、読んでいた場所のまま新しくする。
// これが動かなくても、頁は読める（新しくするには再読み込み）。
(() => {
  const { words, leads } = PREVIEW;
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
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      say(`${words.copied} ${button.dataset.copy}`);
    } catch {
      // 写すことを許さない画面では、見えている文字を選んで写してもらう。
    }
  });

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
    const { building, problem, versions } = JSON.parse(data);
    clearTimeout(waiting);
    if (building) waiting = setTimeout(() => say(words.building), 200);
    else if (version && versions[location.pathname] && versions[location.pathname] !== version) renew();
    else if (problem) say(`${problem}\n${words.stale}`, true);
    else if (bar.classList.contains("is-stale") || status.textContent === words.building) say("");
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
