// The page's behaviour: filters, search, the panel of evidence. All text goes into the page as text, never as markup.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { nodes, edges, documents, classes } = data;
  const $ = (id) => document.getElementById(id);
  const panel = $("panel");
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const VOICES = [["stated", "Stated as fact"], ["attributed", "Said by a source"], ["hedged", "Doubted or future"]];
  const LINES = { stated: "solid", attributed: "dotted", hedged: "dashed" };
  const POLARITIES = [["positive", "Says so"], ["negative", "Denies it"]];
  const CERTAINTIES = ["certain", "probable", "possible", "alleged"];
  const ARTICLE = "\u0000article";

  /** An element with properties, attributes (data-, aria- and role) and children. */
  function make(tag, properties, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) {
      if (/^(data-|aria-|role$)/.test(name)) element.setAttribute(name, value);
      else element[name] = value;
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  function draw(tag, attributes) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  const plural = (number, one, many) => `${number} ${number === 1 ? one : many}`;
  const claimsOf = (number) => plural(number, "claim", "claims");
  const articlesOf = (number) => plural(number, "article", "articles");
  const unique = (values) => [...new Set(values)];
  const sourcesOf = (claim) => (claim.sources.length ? claim.sources : [ARTICLE]);
  // A claim that joins several pairs counts once.
  const allClaims = [...new Map(edges.flatMap((edge) => edge.claims.map((claim) => [claim.id, { claim, edge }]))).values()];

  // --- Filters ---------------------------------------------------------------------------------------------------

  /** What is shown: for each filter the values that are switched off, and the days. */
  const off = { voice: new Set(), polarity: new Set(), certainty: new Set(), class: new Set(), source: new Set() };
  const days = { since: "", until: "" };

  function isShown(claim, edge) {
    if (off.voice.has(claim.voice) || off.polarity.has(edge.polarity) || off.certainty.has(claim.certainty)) return false;
    if (off.source.size && sourcesOf(claim).every((source) => off.source.has(source))) return false;
    if (!days.since && !days.until) return true;
    const date = documents[claim.document].date;
    return Boolean(date) && (!days.since || days.since <= date) && (!days.until || date <= days.until);
  }

  function lineSample(style, isDenied) {
    const svg = draw("svg", { width: 30, height: 12, "aria-hidden": "true" });
    const colour = isDenied ? "var(--denied)" : "var(--line)";
    const dashes = { solid: "none", dotted: "2 4", dashed: "7 4" }[style];
    svg.append(draw("line", { x1: 1, y1: 6, x2: 25, y2: 6, stroke: colour, "stroke-width": 2.2, "stroke-dasharray": dashes }));
    if (isDenied) svg.append(draw("line", { x1: 26, y1: 1, x2: 26, y2: 11, stroke: colour, "stroke-width": 2.2 }));
    else svg.append(draw("path", { d: "M24 2 L30 6 L24 10 Z", fill: colour }));
    return svg;
  }

  /** Outlines in a box of 24 by 16, after Cytoscape.js's shapes of the same names. */
  const OUTLINES = {
    rectangle: "M1 2H23V14H1Z", "round-rectangle": "M5 2H19Q23 2 23 6V10Q23 14 19 14H5Q1 14 1 10V6Q1 2 5 2Z",
    octagon: "M7 1H17L23 5V11L17 15H7L1 11V5Z", "round-octagon": "M8 1H16L23 5V11L16 15H8L1 11V5Z",
    hexagon: "M6 1H18L23 8L18 15H6L1 8Z", "round-hexagon": "M7 1H17Q19 1 23 8Q19 15 17 15H7Q5 15 1 8Q5 1 7 1Z",
    "concave-hexagon": "M1 1H23L20 8L23 15H1L4 8Z", "cut-rectangle": "M5 2H19L23 6V10L19 14H5L1 10V6Z",
    "bottom-round-rectangle": "M1 2H23V10Q23 14 19 14H5Q1 14 1 10Z", barrel: "M4 2H20Q25 8 20 14H4Q-1 8 4 2Z",
    tag: "M1 2H18L23 8L18 14H1Z", "round-tag": "M3 2H17L23 8L17 14H3Q1 14 1 12V4Q1 2 3 2Z",
    rhomboid: "M1 2H17L23 14H7Z", "round-diamond": "M12 1L23 8L12 15L1 8Z",
    ellipse: "M12 1.5A11 6.5 0 0 1 12 14.5A11 6.5 0 0 1 12 1.5Z",
  };

  function shapeSample(look) {
    const svg = draw("svg", { width: 26, height: 16, "aria-hidden": "true" });
    svg.append(draw("path", { d: OUTLINES[look.shape], fill: look.fill, stroke: look.line, "stroke-width": 1.4 }));
    return svg;
  }

  function addChoices(name, choices) {
    const box = document.querySelector(`[data-filter="${name}"]`);
    for (const { value, label, sample, count } of choices) {
      const input = make("input", { type: "checkbox", checked: true, defaultChecked: true, "data-value": value });
      input.addEventListener("change", () => {
        if (input.checked) off[name].delete(value);
        else off[name].add(value);
        update();
      });
      box.append(make("label", {}, input, sample, make("span", { dir: "auto" }, label), make("small", {}, String(count))));
    }
    if (choices.length < 2) box.closest("fieldset").hidden = choices.length === 0 || name !== "class";
  }

  function addFilters() {
    const count = (test) => allClaims.filter(({ claim, edge }) => test(claim, edge)).length;
    addChoices("voice", VOICES
      .map(([value, label]) => ({ value, label, sample: lineSample(LINES[value], false), count: count((claim) => claim.voice === value) }))
      .filter((choice) => choice.count));
    addChoices("polarity", POLARITIES
      .map(([value, label]) => ({ value, label, sample: lineSample("solid", value === "negative"), count: count((_, edge) => edge.polarity === value) }))
      .filter((choice) => choice.count));
    addChoices("certainty", CERTAINTIES
      .map((value) => ({ value, label: value, sample: null, count: count((claim) => claim.certainty === value) }))
      .filter((choice) => choice.count));
    addChoices("class", classes.map((look) => ({
      value: look.code, label: look.name, sample: shapeSample(look), count: nodes.filter((node) => node.class === look.code).length,
    })));
    const sources = new Map();
    for (const { claim } of allClaims) for (const source of unique(sourcesOf(claim))) sources.set(source, (sources.get(source) || 0) + 1);
    addChoices("source", [...sources].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value, number]) => ({
      value, label: value === ARTICLE ? "The articles themselves" : value, sample: null, count: number,
    })));
    const dates = documents.map((article) => article.date).filter(Boolean).sort();
    $("dates").hidden = unique(dates).length < 2;
    for (const id of ["since", "until"]) {
      Object.assign($(id), { min: dates[0] || "", max: dates[dates.length - 1] || "" });
      // A day may be typed, picked or cleared: not every way tells of itself by the same event.
      for (const kind of ["input", "change"]) {
        $(id).addEventListener(kind, () => {
          if (days[id] === $(id).value) return;
          days[id] = $(id).value;
          update();
        });
      }
    }
    $("filters").addEventListener("submit", (event) => event.preventDefault());
    $("filters").addEventListener("reset", () => {
      for (const set of Object.values(off)) set.clear();
      days.since = days.until = "";
      setTimeout(update);
    });
  }

  // --- The graph -------------------------------------------------------------------------------------------------

  const look = new Map(classes.map((entry) => [entry.code, entry]));
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function style() {
    const paper = colour("--paper");
    return [
      { selector: "node", style: {
        label: "data(text)", width: "data(width)", height: "data(height)",
        "border-width": 1.5, color: "#1a202c", "font-size": 12, "font-family": "system-ui, Helvetica Neue, Arial, sans-serif",
        "text-wrap": "wrap", "text-valign": "center", "text-halign": "center", "line-height": 1.2 } },
      ...classes.map((entry) => ({ selector: `node.${entry.code}`, style: {
        shape: entry.shape, "background-color": entry.fill, "border-color": entry.line } })),
      { selector: "edge", style: {
        label: "data(text)", width: "data(width)", "line-style": "data(line)", "line-color": colour("--line"),
        // Cytoscape.js's own dots stand so close that they look like a grey line.
        "line-dash-pattern": (element) => element.data("dashes"), "line-cap": "round",
        "target-arrow-color": colour("--line"), "target-arrow-shape": "triangle", "arrow-scale": 0.9, "curve-style": "bezier",
        "control-point-step-size": 44, color: colour("--faint"), "font-size": 10, "text-wrap": "wrap", "text-max-width": 150,
        "font-family": "system-ui, Helvetica Neue, Arial, sans-serif", "text-background-color": paper, "text-background-opacity": 0.94,
        "text-background-padding": 1, "text-background-shape": "roundrectangle", "min-zoomed-font-size": 6 } },
      { selector: "edge.denied", style: {
        "line-color": colour("--denied"), "target-arrow-color": colour("--denied"), "target-arrow-shape": "tee", color: colour("--denied") } },
      { selector: "edge.bundled", style: {
        label: "", "source-label": "data(text)", "source-text-offset": (element) => Math.max(10, element.data("along") * between(element)) } },
      { selector: ".off", style: { display: "none" } },
      { selector: ".faded", style: { opacity: 0.22 } },
      { selector: "node.chosen", style: { "border-width": 4, "border-color": colour("--accent") } },
      { selector: "edge.chosen", style: {
        "line-color": colour("--accent"), "target-arrow-color": colour("--accent"), color: colour("--accent"), "font-weight": "bold", "z-index": 9 } },
    ];
  }

  /** How an edge with these claims is drawn: the plainest voice, the number of articles. */
  function line(edge, claims) {
    const articles = new Set(claims.map((claim) => claim.document)).size;
    const voice = VOICES.find(([name]) => claims.some((claim) => claim.voice === name))[0];
    return {
      text: (edge.polarity === "negative" ? "not: " : "") + edge.short + (claims.length > 1 ? ` ×${claims.length}` : ""),
      width: Math.min(5, (voice === "attributed" ? 2 : 1.5) + 0.7 * Math.floor(Math.log2(articles))),
      line: voice === "stated" ? "solid" : "dashed",
      dashes: voice === "attributed" ? [1, 5] : [7, 4],
    };
  }

  /** How far along an edge its words stand, where two entities are joined by more than two: side by side in the middle
   * they would cover one another. From the entity that does it, as a part of the whole; none elsewhere. */
  const along = (() => {
    const bundles = new Map();
    edges.forEach((edge, index) => {
      const pair = [Math.min(edge.subject, edge.object), Math.max(edge.subject, edge.object)].join();
      bundles.set(pair, [...(bundles.get(pair) || []), index]);
    });
    const parts = new Map();
    for (const bundle of bundles.values()) {
      if (bundle.length < 3) continue;
      bundle.forEach((index, place) => {
        const part = (place + 1) / (bundle.length + 1);
        parts.set(index, edges[index].subject < edges[index].object ? part : 1 - part);
      });
    }
    return parts;
  })();

  /** The length of what is seen of an edge, as though it were straight. */
  function between(edge) {
    const [from, to] = [edge.source(), edge.target()];
    const [dx, dy] = [to.position("x") - from.position("x"), to.position("y") - from.position("y")];
    const length = Math.hypot(dx, dy) || 1;
    const inside = (node) => Math.min(node.width() / 2 / Math.max(0.001, Math.abs(dx) / length), node.height() / 2 / Math.max(0.001, Math.abs(dy) / length));
    return Math.max(0, length - inside(from) - inside(to));
  }

  const cy = cytoscape({
    container: $("graph"),
    elements: {
      nodes: nodes.map((node, index) => ({
        data: { id: `n${index}`, index, text: node.lines.join("\n"), width: node.size.width, height: node.size.height },
        position: { x: node.place.x, y: node.place.y },
        classes: node.class,
      })),
      edges: edges.map((edge, index) => ({
        data: { id: `e${index}`, index, source: `n${edge.subject}`, target: `n${edge.object}`, along: along.get(index), ...line(edge, edge.claims) },
        classes: [edge.polarity === "negative" ? "denied" : "", along.has(index) ? "bundled" : ""].join(" "),
      })),
    },
    style: style(),
    layout: { name: "preset", fit: false },
    minZoom: 0.05, maxZoom: 4, boxSelectionEnabled: false, autounselectify: true,
    // While a big graph is moved, its last picture is.
    textureOnViewport: edges.length > 200,
  });
  dark.addEventListener("change", () => cy.style(style()));
  cy.on("free", "node", (event) => event.target.connectedEdges(".bundled").updateStyle());

  /** Shows the whole graph, from the places alone: to measure every label takes seconds. */
  function fitAll() {
    const seen = nodes.filter((_, index) => !cy.getElementById(`n${index}`).hasClass("off"));
    if (!seen.length) return;
    const [left, right] = [Math.min(...seen.map((n) => n.place.x - n.size.width / 2)), Math.max(...seen.map((n) => n.place.x + n.size.width / 2))];
    const [top, bottom] = [Math.min(...seen.map((n) => n.place.y - n.size.height / 2)), Math.max(...seen.map((n) => n.place.y + n.size.height / 2))];
    const zoom = Math.min((cy.width() - 60) / (right - left), (cy.height() - 60) / (bottom - top), 1.6);
    cy.viewport({ zoom, pan: { x: (cy.width() - zoom * (left + right)) / 2, y: (cy.height() - zoom * (top + bottom)) / 2 } });
  }

  /** The claims of each edge that the filters let through. */
  let shown = edges.map((edge) => edge.claims);

  function update() {
    filter();
    cy.batch(() => {
      edges.forEach((edge, index) => {
        const claims = shown[index];
        const element = cy.getElementById(`e${index}`);
        element.toggleClass("off", claims.length === 0);
        if (claims.length) element.data(line(edge, claims));
      });
      nodes.forEach((node, index) => cy.getElementById(`n${index}`).toggleClass("off", !alive.has(index) && node.degree > 0));
    });
    refresh();
  }

  /** The entities that a shown edge joins. */
  let alive = new Set();

  function filter() {
    shown = edges.map((edge) => {
      const ends = [nodes[edge.subject], nodes[edge.object]];
      if (ends.some((node) => off.class.has(node.class))) return [];
      return edge.claims.filter((claim) => isShown(claim, edge));
    });
    alive = new Set(edges.flatMap((edge, index) => (shown[index].length ? [edge.subject, edge.object] : [])));
    const claims = new Set(shown.flat().map((claim) => claim.id)).size;
    $("count").textContent = `${plural(alive.size, "entity", "entities")}, ${claimsOf(claims)}`
      + (claims < allClaims.length ? " (filtered)" : "");
  }

  // --- The panel -------------------------------------------------------------------------------------------------

  let chosen = null;

  function choose(element, moves) {
    chosen = element;
    cy.batch(() => {
      cy.elements().removeClass("chosen faded");
      if (!element) return;
      const near = element.isNode() ? element.closedNeighborhood() : element.union(element.connectedNodes());
      cy.elements().not(near).addClass("faded");
      element.addClass("chosen");
    });
    if (element && moves) {
      const near = element.isNode() ? element.closedNeighborhood().not(".off") : element.connectedNodes();
      cy.animate({ fit: { eles: near, padding: 60 }, duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 250 });
    }
    refresh();
    panel.scrollTop = 0;
  }

  function refresh() {
    if (!chosen) panel.replaceChildren(...overview());
    else if (chosen.isNode()) panel.replaceChildren(...card(chosen.data("index")));
    else panel.replaceChildren(...evidence(chosen.data("index")));
  }

  const name = (index) => make("bdi", {}, nodes[index].label);

  function relation(edge) {
    const isDenied = edge.polarity === "negative";
    return make("span", { className: isDenied ? "denied" : "" }, isDenied ? " — does not: " : " — ", make("bdi", {}, edge.relation), " → ");
  }

  /** The edges at these indices as buttons, the best supported first. */
  function list(indices) {
    const support = (index) => new Set(shown[index].map((claim) => claim.document)).size * 1e6 + shown[index].length;
    const visible = indices.filter((index) => shown[index].length).sort((a, b) => support(b) - support(a) || a - b);
    return make("ul", {}, ...visible.map((index) => {
      const edge = edges[index];
      const button = make("button", { type: "button", className: "link" },
        make("b", {}, name(edge.subject)), relation(edge), make("b", {}, name(edge.object)),
        make("small", { className: "note" }, ` ${claimsOf(shown[index].length)}`));
      button.addEventListener("click", () => { choose(cy.getElementById(`e${index}`), true); panel.focus(); });
      return make("li", {}, button);
    }));
  }

  function overview() {
    return [
      make("h2", {}, "Who says what about whom"),
      make("p", { className: "note" }, "Choose a line to read the sentences behind it, or an entity to see all that is claimed of it."),
      data.note ? make("p", { className: "note" }, data.note) : null,
      make("h3", {}, "All claims"),
      list(edges.map((_, index) => index)),
    ].filter(Boolean);
  }

  function backButton() {
    const button = make("button", { type: "button" }, "← All claims");
    button.addEventListener("click", () => choose(null));
    return make("p", {}, button);
  }

  function card(index) {
    const node = nodes[index];
    const at = (test) => edges.map((_, edge) => edge).filter((edge) => test(edges[edge]));
    const does = list(at((edge) => edge.subject === index));
    const undergoes = list(at((edge) => edge.object === index && edge.subject !== index));
    return [
      backButton(),
      make("h2", {}, name(index)),
      make("p", {}, `${look.get(node.class).name}, in ${articlesOf(node.articles)}`),
      node.aliases.length ? make("p", { className: "note" }, "Also: ", make("bdi", {}, node.aliases.join("; "))) : null,
      does.children.length ? make("h3", {}, "As the one who does") : null, does,
      undergoes.children.length ? make("h3", {}, "As the one it is done to") : null, undergoes,
    ].filter(Boolean);
  }

  function sentence(claim) {
    const letters = Array.from(claim.sentence);
    const quote = make("blockquote", { dir: "auto" }, "“");
    if (claim.mark) {
      const [start, end] = claim.mark;
      quote.append(letters.slice(0, start).join(""), make("mark", {}, letters.slice(start, end).join("")), letters.slice(end).join(""));
    } else quote.append(claim.sentence);
    quote.append("”");
    return quote;
  }

  function article(claim) {
    const { title, id, publisher, date, url } = documents[claim.document];
    const text = title || id;
    const isWeb = /^https?:\/\//i.test(url || "");
    const link = isWeb ? make("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text) : make("bdi", {}, text);
    const rest = [publisher, date].filter(Boolean).join(", ");
    return [link, rest ? ` (${rest})` : ""];
  }

  function evidence(index) {
    const edge = edges[index];
    const claims = shown[index].map((claim) => {
      const badges = [make("span", { className: "badge" }, claim.certainty)];
      if (claim.future) badges.push(make("span", { className: "badge" }, "future"));
      if (edge.polarity === "negative") badges.push(make("span", { className: "badge denied" }, "denied"));
      const chain = claim.sources.map((source, place) => (place ? `via ${source}` : source)).join(", ");
      const rows = [
        ["Source", [make("bdi", {}, chain || "the article itself")]],
        ["Certainty", badges],
        claim.time ? ["When", [claim.time]] : null,
        ["Article", article(claim)],
        ["Place", [`characters ${claim.span[0]} to ${claim.span[1]}`]],
        ["Read with", [`confidence ${claim.confidence.toFixed(2)}`]],
      ].filter(Boolean);
      return make("li", { className: "claim" }, sentence(claim),
        make("dl", {}, ...rows.flatMap(([term, values]) => [make("dt", {}, term), make("dd", {}, ...values)])));
    });
    return [
      backButton(),
      make("h2", {}, name(edge.subject), relation(edge), name(edge.object)),
      make("p", { className: "note" }, claims.length
        ? `${claimsOf(claims.length)} in ${articlesOf(new Set(shown[index].map((claim) => claim.document)).size)}`
        : "The filters hide every claim of this line."),
      make("ol", {}, ...claims),
    ];
  }

  // --- Search ----------------------------------------------------------------------------------------------------

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const keys = nodes.map((node) => [node.label, ...node.aliases].map(plain));
  let options = [];
  let active = -1;

  function find() {
    const wanted = plain($("search").value.trim());
    const rank = (index) => Math.min(...keys[index].map((key) => (key.startsWith(wanted) ? 0 : key.includes(wanted) ? 1 : 2)));
    options = wanted
      ? nodes.map((_, index) => index).filter((index) => rank(index) < 2)
        .sort((a, b) => rank(a) - rank(b) || nodes[b].articles - nodes[a].articles || a - b).slice(0, 12)
      : [];
    active = options.length ? 0 : -1;
    showFound(Boolean(wanted));
  }

  function showFound(isOpen) {
    const box = $("found");
    box.replaceChildren(...options.map((index, place) => {
      const item = make("li", { id: `found${place}`, role: "option", "aria-selected": String(place === active) },
        name(index), make("small", {}, ` ${look.get(nodes[index].class).name}`));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(place); });
      return item;
    }));
    if (isOpen && !options.length) box.append(make("li", { role: "option", "aria-disabled": "true" }, "Nothing of that name"));
    box.hidden = !isOpen;
    $("search").setAttribute("aria-expanded", String(isOpen));
    if (active >= 0 && isOpen) $("search").setAttribute("aria-activedescendant", `found${active}`);
    else $("search").removeAttribute("aria-activedescendant");
  }

  function take(place) {
    const index = options[place];
    showFound(false);
    if (index === undefined) return;
    $("search").value = nodes[index].label;
    choose(cy.getElementById(`n${index}`), true);
  }

  $("search").addEventListener("input", find);
  $("search").addEventListener("blur", () => showFound(false));
  $("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); if (!options.length) find(); take(active); }
    else if (event.key === "Escape") { $("search").value = ""; options = []; showFound(false); }
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!options.length) return;
      active = (active + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length;
      showFound(true);
    }
  });

  // --- Start -----------------------------------------------------------------------------------------------------

  cy.on("tap", (event) => choose(event.target === cy ? null : event.target));
  cy.on("dragfree", "node", (event) => { nodes[event.target.data("index")].place = { ...event.target.position() }; });
  cy.on("mouseover", "node, edge", () => { $("graph").style.cursor = "pointer"; });
  cy.on("mouseout", "node, edge", () => { $("graph").style.cursor = ""; });
  const zoom = (factor) => cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  $("closer").addEventListener("click", () => zoom(1.3));
  $("farther").addEventListener("click", () => zoom(1 / 1.3));
  $("fit").addEventListener("click", fitAll);
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLInputElement && ["search", "date"].includes(event.target.type);
    if (event.key === "/" && !isTyping) { event.preventDefault(); $("search").focus(); }
    if (event.key === "Escape" && !isTyping) choose(null);
  });
  addFilters();
  filter();
  refresh();
  fitAll();
})();
