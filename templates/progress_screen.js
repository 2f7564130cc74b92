// 絞り込み・検索・並べ替え。これが動かなくても、表はすべて読める。
"use strict";
(() => {
  const table = document.querySelector("table.progress");
  const form = document.querySelector("form.filters");
  const shown = document.querySelector(".shown");
  const search = document.getElementById("search");
  const selects = [...form.querySelectorAll("select")];
  const rows = [...table.querySelectorAll(".measure:not(.stray)")];
  // 施策ではない行（注など）。言葉では探せるが、件数にも並べ替えにも入らない。
  const others = [...table.querySelectorAll(".across, .stray")];
  const bodies = [...table.tBodies];
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // 全角と半角、大文字と小文字、ひらがなとカタカナを区別しない。
  const fold = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));

  // 行のもとの場所: 並べ替えをやめるとここへ戻る。
  const home = new Map(
    [...table.querySelectorAll(".measure, .across")].map((row) => [row, { body: row.parentNode, after: row.previousElementSibling }]),
  );
  const words = new Map();
  // 見出しの行と、その段（0 が最も上）。
  const isHeading = (row) => row.matches('.category, .subsection, [class^="section-"]');
  const levelOf = (row) => (row.matches(".category") ? 0 : row.matches(".subsection") ? 1 : Number(row.className.slice("section-".length)));
  const under = (above, heading) => [...above.filter((one) => levelOf(one) < levelOf(heading)), heading];
  // 行の言葉。確認事項の印（※1）は言葉ではない。
  const said = (row) => {
    const copy = row.cloneNode(true);
    for (const mark of copy.querySelectorAll("a.mark")) mark.remove();
    return copy.textContent;
  };
  for (const body of bodies) {
    let above = [];
    for (const row of body.rows) {
      if (isHeading(row)) above = under(above, row);
      else words.set(row, fold([...above.map((heading) => heading.textContent), said(row)].join(" ")));
    }
  }

  const flat = table.createTBody();
  flat.setAttribute("role", "rowgroup");
  flat.hidden = true;
  let order = { head: null, down: false };

  const matches = (row, terms) =>
    selects.every(({ value, dataset }) => {
      const own = row.dataset[dataset.field];
      return value === "" || own.split("\n").includes(value) || (value === "-" && own === "");
    }) && terms.every((term) => words.get(row).includes(term));

  const show = (first) => {
    const terms = fold(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      row.hidden = !matches(row, terms);
      if (!row.hidden && !row.matches(".again")) count += 1;
    }
    const chosen = selects.some(({ value }) => value !== "");
    for (const row of others) row.hidden = chosen || !terms.every((term) => words.get(row).includes(term));
    // 見出しは、その下に見える施策があるあいだだけ見せる。
    for (const body of bodies) {
      let above = [];
      for (const row of body.rows) {
        if (isHeading(row)) {
          row.hidden = true;
          above = under(above, row);
        } else if (!row.hidden) {
          for (const heading of above) heading.hidden = false;
        }
      }
    }
    // 再掲の行は数えない。
    const total = rows.filter((row) => !row.matches(".again")).length;
    if (!total) return;
    const { shown: some, all, none } = shown.dataset;
    const text = count === total ? all : count ? some : none;
    if (!first || count !== total) shown.textContent = fill(text, { n: count, total });
    else shown.textContent = fill(all, { total });
  };

  const arrange = (head, down) => {
    if (!head) return;
    for (const other of table.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    const byNumber = head.dataset.sort === "number" && !down;
    order = { head, down };
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    table.classList.toggle("sorted", !byNumber);
    flat.hidden = byNumber;
    for (const body of bodies) body.hidden = !byNumber;
    if (byNumber) {
      for (const [row, { body, after }] of home) {
        if (after) after.after(row);
        else body.prepend(row);
      }
    } else {
      const key = head.dataset.sort;
      const place = new Map(rows.map((row, index) => [row, index]));
      const value = (row) => (key === "number" ? Number(row.dataset.number) : row.dataset[key]);
      const sorted = [...rows].sort((a, b) => {
        const [x, y] = [value(a), value(b)];
        const way = x < y ? -1 : x > y ? 1 : 0;
        return (down ? -way : way) || place.get(a) - place.get(b);
      });
      flat.append(...sorted, ...others);
    }
    show(false);
    shown.textContent += " " + fill(shown.dataset.sorted, { head: head.querySelector("button").textContent });
  };

  for (const head of table.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    // ボタンは、紙の2枚目からの見出しには刷られない。
    const printed = document.createElement("span");
    printed.className = "printed";
    printed.textContent = head.textContent;
    button.append(...head.childNodes);
    head.append(button, printed);
    button.addEventListener("click", () => arrange(head, order.head === head && !order.down));
  }
  const first = table.querySelector('th[data-sort="number"]');

  let waiting = 0;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    // 打っている途中で何度も読み上げないように、少し待つ。
    clearTimeout(waiting);
    waiting = setTimeout(() => show(false), 150);
  });
  form.addEventListener("reset", () => {
    clearTimeout(waiting);
    setTimeout(() => {
      arrange(first, false);
      show(false);
    });
  });

  // 絞り込みで隠れた施策への参照は、絞り込みをやめてそこへ行く。
  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !table.contains(target)) return;
    if (target.hidden || target.parentNode.hidden) {
      form.reset();
      arrange(first, false);
      show(false);
    }
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", follow);

  form.hidden = false;
  document.querySelector(".sort-hint").hidden = !first;
  first?.setAttribute("aria-sort", "ascending");
  order.head = first;
  show(true);
  if (location.hash) follow();
})();
