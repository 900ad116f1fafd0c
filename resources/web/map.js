"use strict";
// Pan, zoom, search, details and the choice of organisations of a map page. Works from the data in
// the page alone: nothing is fetched and nothing is kept.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const map = document.getElementById("map");
  const element = (id) => document.getElementById(id);
  const drawn = new Map(data.things.concat(data.links).map((one) => [one.id, element(one.id)]));
  const mark = (id, name, on) => {
    for (const shape of [drawn.get(id), element(`${id}-pill`)]) if (shape) shape.classList.toggle(name, on);
  };
  const known = new Map(data.things.concat(data.links).map((one) => [one.id, one]));
  const [left, top, wide, high] = data.bounds;
  let view = { x: left, y: top, w: wide, h: high };
  let chosen = null;
  const off = new Set();

  const FAR = 2.5; // map units to a pixel, from which words are too small to read
  function show() {
    map.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
    map.classList.toggle("far", units() > FAR);
  }
  const units = () => Math.max(view.w / map.clientWidth, view.h / map.clientHeight);

  function zoom(factor, px, py) {
    const w = Math.min(Math.max(view.w * factor, 60), wide * 4);
    const real = w / view.w;
    view = { x: px - (px - view.x) * real, y: py - (py - view.y) * real, w, h: view.h * real };
    show();
  }
  const middle = (factor) => zoom(factor, view.x + view.w / 2, view.y + view.h / 2);
  function fit() { view = { x: left, y: top, w: wide, h: high }; show(); }
  function place(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    return [point.x, point.y];
  }

  const held = new Map();
  let moved = false;
  map.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), ...place(event));
  }, { passive: false });
  map.addEventListener("pointerdown", (event) => {
    held.set(event.pointerId, [event.clientX, event.clientY]);
    moved = false;
  });
  window.addEventListener("pointermove", (event) => {
    const from = held.get(event.pointerId);
    if (!from) return;
    const [dx, dy] = [event.clientX - from[0], event.clientY - from[1]];
    if (Math.hypot(dx, dy) < 3 && !moved) return;
    moved = true;
    map.classList.add("held");
    if (held.size === 1) {
      view.x -= dx * units();
      view.y -= dy * units();
      show();
    } else {
      const other = [...held].find(([id]) => id !== event.pointerId)[1];
      const before = Math.hypot(from[0] - other[0], from[1] - other[1]);
      const after = Math.hypot(event.clientX - other[0], event.clientY - other[1]);
      if (after > 0) zoom(before / after, ...place(event));
    }
    held.set(event.pointerId, [event.clientX, event.clientY]);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    window.addEventListener(name, (event) => { held.delete(event.pointerId); map.classList.remove("held"); });
  }
  map.addEventListener("click", (event) => {
    if (moved) return;
    const hit = event.target.closest(".thing, .link, .pill");
    choose(hit ? hit.dataset.of || hit.id : null);
  });
  map.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (step) { view.x += step[0] * view.w * 0.08; view.y += step[1] * view.h * 0.08; show(); }
    else if (event.key === "+" || event.key === "=") middle(0.8);
    else if (event.key === "-") middle(1.25);
    else if (event.key === "0") fit();
    else if (event.key === "Escape") choose(null);
    else if (event.key === "Enter" || event.key === " ") {
      const hit = event.target.closest(".thing, .link");
      if (hit) choose(hit.id);
    } else return;
    event.preventDefault();
  });
  element("in").addEventListener("click", () => middle(0.8));
  element("out").addEventListener("click", () => middle(1.25));
  element("fit").addEventListener("click", fit);

  function linksOf(id) { return data.links.filter((link) => link.from.includes(id) || link.to.includes(id)); }

  function choose(id) {
    if (chosen) drawn.get(chosen).classList.remove("chosen");
    chosen = id;
    const near = new Set();
    if (id) {
      drawn.get(id).classList.add("chosen");
      const one = known.get(id);
      for (const link of one.from ? [one] : linksOf(id)) {
        near.add(link.id);
        for (const end of link.from.concat(link.to)) near.add(end);
      }
      near.add(id);
      for (const thing of data.things) if (thing.inside === id) near.add(thing.id);
      for (const end of [...near]) if (known.get(end).inside) near.add(known.get(end).inside);
    }
    for (const key of drawn.keys()) {
      mark(key, "faded", Boolean(id) && !near.has(key));
      mark(key, "near", near.has(key));
    }
    tell(id);
  }

  function text(tag, words, parent) {
    const made = document.createElement(tag);
    made.textContent = words;
    parent.append(made);
    return made;
  }
  function goTo(id, parent, words) {
    const button = text("button", words, parent);
    button.type = "button";
    button.className = "go";
    button.addEventListener("click", () => fly(id));
  }

  function tell(id) {
    const panel = element("detail");
    panel.replaceChildren();
    if (!id) { text("p", data.hint, panel).className = "quiet"; return; }
    const one = known.get(id);
    text("p", one.kind, panel).className = "quiet";
    text("h2", one.name, panel);
    const list = document.createElement("dl");
    for (const [name, value] of one.lines) { text("dt", name, list); text("dd", value, list); }
    panel.append(list);
    const ends = one.from ? one.from.concat(one.to) : [];
    const links = one.from ? [] : linksOf(id);
    if (!ends.length && !links.length) return;
    text("h2", one.from ? "Joins" : "Links", panel);
    const items = document.createElement("ul");
    for (const end of ends) goTo(end, items.appendChild(document.createElement("li")), known.get(end).name);
    for (const link of links) goTo(link.id, items.appendChild(document.createElement("li")), link.name);
    panel.append(items);
  }

  function fly(id) {
    const box = drawn.get(id).getBBox();
    const room = Math.max(box.width * 2.5, box.height * 2.5, 500);
    const ratio = map.clientHeight / Math.max(map.clientWidth, 1) || 0.6;
    view = { x: box.x + box.width / 2 - room / 2, y: box.y + box.height / 2 - room * ratio / 2, w: room, h: room * ratio };
    show();
    choose(id);
    drawn.get(id).focus({ preventScroll: true });
  }

  const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const names = data.things.map((one) => [plain(one.name), one]);
  element("words").addEventListener("input", (event) => {
    const sought = plain(event.target.value.trim());
    const list = element("found");
    list.replaceChildren();
    if (!sought) return;
    const hits = names.filter(([name, one]) => name.includes(sought) && !off.has(one.organisation)).slice(0, 20);
    for (const [, one] of hits) {
      const button = text("button", `${one.name} \u00b7 ${one.kind}`, list.appendChild(document.createElement("li")));
      button.type = "button";
      button.addEventListener("click", () => { list.replaceChildren(); fly(one.id); });
    }
    if (!hits.length) text("li", "Nothing has that name.", list);
  });
  element("words").addEventListener("keydown", (event) => {
    const first = element("found").querySelector("button");
    if (event.key === "Enter" && first) first.click();
    else if (event.key === "ArrowDown" && first) first.focus();
    else if (event.key === "Escape") { event.target.value = ""; element("found").replaceChildren(); }
  });

  function sift() {
    for (const thing of data.things) mark(thing.id, "away", off.has(thing.organisation));
    const gone = (id) => off.has(known.get(id).organisation);
    for (const link of data.links) {
      mark(link.id, "away", link.from.every(gone) || link.to.every(gone));
    }
    const hidden = data.things.filter((one) => off.has(one.organisation)).length;
    element("shown").textContent = `${data.things.length - hidden} of ${data.things.length} shown`;
  }
  for (const box of document.querySelectorAll("#organisations input")) {
    box.addEventListener("change", () => {
      if (box.checked) off.delete(box.value); else off.add(box.value);
      sift();
    });
  }
  for (const [name, on] of [["all", true], ["none", false]]) {
    element(name).addEventListener("click", () => {
      for (const box of document.querySelectorAll("#organisations input")) {
        box.checked = on;
        if (on) off.delete(box.value); else off.add(box.value);
      }
      sift();
    });
  }
  fit();
  sift();
  choose(null);
})();
