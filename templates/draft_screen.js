// 「ファイル:行:桁」を押すと写す。これが動かなくても、文字として読める。
"use strict";
(() => {
  const main = document.querySelector("main");
  main.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      return; // 写すことを許さない画面では、文字を選んで写してもらう。
    }
    const shown = button.textContent;
    if (button.dataset.shown) return;
    button.dataset.shown = shown;
    button.textContent = main.dataset.copied;
    setTimeout(() => {
      button.textContent = button.dataset.shown;
      delete button.dataset.shown;
    }, 1200);
  });
})();
