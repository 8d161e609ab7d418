// Copies and downloads; the page reads without it.
"use strict";
(() => {
  document.documentElement.classList.add("js");
  // MLflow's viewer shows a page in a frame without an origin: no downloads, no new windows.
  document.getElementById("framed").hidden = window.self === window.top;

  const textOf = (link) => decodeURIComponent(link.href.slice(link.href.indexOf(",") + 1));

  // Where the clipboard is closed to a page (in a frame), the old way still works after a click.
  const copyTheOldWay = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyTheOldWay(text);
    }
  };

  const save = (url, file) => {
    const link = document.createElement("a");
    link.href = url;
    link.download = file;
    link.click();
  };

  const asPng = (image) => {
    const scale = Math.max(1, 2400 / image.naturalWidth);
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/png");
  };

  // What is folded is opened where a link leads to it, and on paper.
  const foldsOf = (element) => {
    const around = element.closest("details");
    return [...(around ? [around] : []), ...element.querySelectorAll(":scope > details")];
  };
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) for (const fold of foldsOf(target)) fold.open = true;
  };
  window.addEventListener("hashchange", open);
  open();
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const fold of opened) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  });

  // A page that loads itself anew keeps open what was open.
  if (document.getElementById("reloads")) {
    const folds = [...document.querySelectorAll("details")];
    const place = `scoresweep ${location.pathname}`;
    try {
      const kept = JSON.parse(sessionStorage.getItem(place) || "[]");
      folds.forEach((fold, i) => { fold.open ||= kept.includes(i); });
      window.addEventListener("pagehide", () => {
        const open = folds.flatMap((fold, i) => (fold.open ? [i] : []));
        sessionStorage.setItem(place, JSON.stringify(open));
      });
    } catch { /* a page without storage is folded again */ }
  }

  // In a frame without an origin a link within the page doesn't lead there by itself.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target || window.self === window.top) return;
    event.preventDefault();
    for (const fold of foldsOf(target)) fold.open = true;
    target.scrollIntoView();
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.copies) {
      const done = await copy(textOf(document.getElementById(button.dataset.copies)));
      const said = button.closest(".tools").querySelector(".said");
      said.textContent = done ? `${button.textContent} copied` : "not copied: the browser refuses";
      setTimeout(() => { said.textContent = ""; }, 3000);
    }
    if (button.dataset.saves) {
      const image = document.getElementById(button.dataset.saves).querySelector("img");
      const isPng = image.src.startsWith("data:image/png");
      save(button.dataset.kind === "png" && !isPng ? asPng(image) : image.src, button.dataset.file);
    }
  });

  // Marks in the contents what is being read.
  const links = new Map();
  for (const link of document.querySelectorAll("nav ol a")) links.set(link.hash.slice(1), link);
  const seen = new Set();
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) seen.add(entry.target.id);
      else seen.delete(entry.target.id);
    }
    for (const link of links.values()) link.removeAttribute("aria-current");
    for (const [id, link] of links) if (seen.has(id)) link.setAttribute("aria-current", "true");
  }, { rootMargin: "-10% 0px -60% 0px" });
  for (const id of links.keys()) {
    const target = document.getElementById(id);
    if (target) watch.observe(target);
  }
})();
