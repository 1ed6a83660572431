// Uses the pages as a person would. Run by ./run; the argument is the folder of the pages.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const folder = process.argv[2];
const profile = mkdtempSync(join(tmpdir(), "byline-page-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  headless: true,
  viewport: { width: 1440, height: 900 },
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
await context.setOffline(true);
// The machine may be busy with other work.
context.setDefaultTimeout(120000);

const troubles = [];
const requests = [];

async function open(name, scheme = "light", page = undefined) {
  page ??= await context.newPage();
  await page.emulateMedia({ colorScheme: scheme });
  page.on("console", (message) => troubles.push(`${name}: ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => troubles.push(`${name}: ${error.message}`));
  page.on("dialog", (dialog) => { troubles.push(`${name}: a script ran: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (!/^(file|data|blob):/.test(request.url())) requests.push(request.url()); });
  await page.goto(pathToFileURL(join(folder, name)).href);
  await page.waitForFunction(() => document.getElementById("graph")._cyreg?.cy);
  return page;
}

/** Where in the window the middle of an element of the graph lies. */
const middle = (page, id) => page.evaluate((wanted) => {
  const cy = document.getElementById("graph")._cyreg.cy;
  const element = cy.getElementById(wanted);
  const box = document.getElementById("graph").getBoundingClientRect();
  const point = element.isNode() ? element.renderedPosition() : element.renderedMidpoint();
  return { x: box.left + point.x, y: box.top + point.y };
}, id);

/** The id of the edge with these words. */
const edge = (page, subject, relation, object) => page.evaluate(([subject, relation, object]) => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const at = data.edges.findIndex((edge) => data.nodes[edge.subject].label === subject
    && edge.relation === relation && data.nodes[edge.object].label === object);
  return `e${at}`;
}, [subject, relation, object]);

const visible = (page, kind) => page.evaluate((kind) => document.getElementById("graph")._cyreg.cy
  .elements(kind).filter((element) => element.visible()).length, kind);

/** Waits until fewer than `most` of `kind` are drawn: Cytoscape.js may take a frame to tell. */
const fewer = (page, kind, most) => page.waitForFunction(([kind, most]) => document.getElementById("graph")._cyreg.cy
  .elements(kind).filter((element) => element.visible()).length < most, [kind, most], { timeout: 10000 });

const tests = {
  async "search finds an entity by any of its names, with the keyboard alone"() {
    const page = await open("talks.html");
    await page.keyboard.press("/");
    await page.keyboard.type("choe");
    assert.match(await page.locator("#found li").first().innerText(), /^Choe Son Hui/);
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#panel h2").innerText(), "Choe Son Hui");
    await page.fill("#search", "최선");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#panel h2").innerText(), "Choe Son Hui");
    await page.fill("#search", "nobody at all");
    assert.match(await page.locator("#found").innerText(), /Nothing of that name/);
    await page.waitForTimeout(350);
    await page.screenshot({ path: join(folder, "entity.png") });
    await page.close();
  },

  async "a click on an edge shows its sentences and their sources"() {
    const page = await open("talks.html");
    const id = await edge(page, "Choe Son Hui", "leave for", "Russia");
    const point = await middle(page, id);
    await page.mouse.click(point.x, point.y);
    const panel = page.locator("#panel");
    assert.match(await panel.locator("h2").innerText(), /Choe Son Hui — leave for → Russia/);
    assert.match(await panel.innerText(), /The Korean Central News Agency said that Choe left for Russia on Friday\./);
    assert.match(await panel.locator("dd").first().innerText(), /^Korean Central News Agency$/);
    assert.equal(await panel.locator("mark").first().innerText(), "left");
    assert.match(await panel.innerText(), /North Korea's foreign minister flies to Moscow/);
    await page.screenshot({ path: join(folder, "edge.png") });
    await page.close();
  },

  async "the same claims can be reached from the list, without a mouse"() {
    const page = await open("talks.html");
    const button = page.locator("#panel button.link", { hasText: "send troops to" }).first();
    await button.focus();
    await page.keyboard.press("Enter");
    assert.match(await page.locator("#panel blockquote").first().innerText(), /10,000 troops/);
    await page.keyboard.press("Escape");
    assert.match(await page.locator("#panel h3").innerText(), /All claims/);
    await page.close();
  },

  async "filters hide hedged claims, classes, sources and days"() {
    const page = await open("talks.html");
    const [edges, nodes] = [await visible(page, "edge"), await visible(page, "node")];
    const id = await edge(page, "North Korea", "move troops to", "Kursk");
    const hides = () => page.waitForFunction((id) => !document.getElementById("graph")._cyreg.cy.getElementById(id).visible(),
      id, { timeout: 10000 });
    const shows = () => page.evaluate((id) => document.getElementById("graph")._cyreg.cy.getElementById(id).visible(), id);
    assert.equal(await shows(), true);
    await page.getByLabel(/Doubted or future/).uncheck();
    await hides();
    await fewer(page, "edge", edges);
    assert.match(await page.locator("#count").innerText(), /filtered/);
    await page.getByRole("button", { name: "Show everything" }).click();
    await page.waitForFunction((edges) => document.getElementById("graph")._cyreg.cy
      .edges().filter((edge) => edge.visible()).length === edges, edges);
    await page.getByLabel(/^Country/).uncheck();
    await fewer(page, "node", nodes);
    await page.getByLabel(/^Country/).check();
    await page.waitForFunction(([kind, all]) => document.getElementById("graph")._cyreg.cy
      .elements(kind).filter((element) => element.visible()).length === all, ["edge", edges]);
    await page.fill("#since", "2024-11-01");
    await fewer(page, "edge", edges);
    await page.fill("#since", "");
    await page.getByLabel(/The articles themselves/).uncheck();
    await fewer(page, "edge", edges);
    await page.close();
  },

  async "light and dark are drawn, wide and narrow"() {
    for (const scheme of ["light", "dark"]) {
      const page = await open("talks.html", scheme);
      const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(paper, scheme === "light" ? "rgb(255, 255, 255)" : "rgb(20, 24, 31)");
      await page.screenshot({ path: join(folder, `${scheme}.png`) });
      if (scheme === "dark") {
        const id = await edge(page, "North Korea", "send troops to", "Russia");
        await page.evaluate((id) => document.getElementById("graph")._cyreg.cy.getElementById(id).emit("tap") && undefined, id);
        await page.screenshot({ path: join(folder, "dark-edge.png") });
        await page.setViewportSize({ width: 420, height: 900 });
        await page.evaluate(() => new Promise(requestAnimationFrame));
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `the narrow page is ${overflow} px too wide`);
        await page.screenshot({ path: join(folder, "narrow.png") });
      }
      await page.close();
    }
  },

  async "500 edges stay fluid"() {
    // Seconds of processor time of the page's main thread, which other work on the machine does not lengthen.
    const fresh = await context.newPage();
    const session = await context.newCDPSession(fresh);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const busy = async () => {
      const { metrics } = await session.send("Performance.getMetrics");
      return metrics.find((metric) => metric.name === "TaskDuration").value * 1000;
    };
    const page = await open("big.html", "light", fresh);
    const opened = await busy();
    assert.equal(await page.evaluate(() => document.getElementById("graph")._cyreg.cy.edges().length), 500);
    await page.screenshot({ path: join(folder, "big.png") });
    const box = await page.locator("#graph").boundingBox();
    const [x, y] = [box.x + box.width / 2 + 7, box.y + 25];
    await page.evaluate(() => { window.drawn = 0; document.getElementById("graph")._cyreg.cy.on("render", () => { window.drawn += 1; }); });
    const before = await busy();
    await page.mouse.move(x, y);
    for (let turn = 0; turn < 10; turn += 1) await page.mouse.wheel(0, turn < 5 ? -120 : 120);
    await page.mouse.down();
    for (let step = 0; step < 30; step += 1) await page.mouse.move(x + step * 8, y + step * 5);
    await page.mouse.up();
    const moved = await busy();
    const drawn = await page.evaluate(() => window.drawn);
    await page.evaluate(() => document.querySelector('[data-filter="voice"] input').click());
    await page.evaluate(() => new Promise(requestAnimationFrame));
    const filtered = await busy() - moved;
    const frame = (moved - before) / Math.max(1, drawn);
    console.log(`  500 edges, processor time: open ${Math.round(opened)} ms; ${drawn} frames of ${frame.toFixed(1)} ms; filter ${Math.round(filtered)} ms`);
    assert.ok(drawn > 0 && frame <= 33, "thirty frames a second");
    assert.ok(filtered < 500 && opened < 3000);
    await page.close();
  },

  async "no text of an article runs or breaks the page"() {
    const page = await open("hostile.html");
    assert.ok(await visible(page, "edge") > 0);
    for (const id of ["e0", "e1", "e2", "e3", "e4", "e5", "e6"]) {
      await page.evaluate((id) => document.getElementById("graph")._cyreg.cy.getElementById(id).emit("tap") && undefined, id);
      assert.equal(await page.locator("#panel script, #panel b script").count(), 0);
    }
    assert.equal(await page.locator("a[href^='javascript']").count(), 0);
    assert.equal(await page.locator("script").count(), 3);
    const injected = await page.evaluate(() => {
      window.ran = false;
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      return window.ran;
    });
    assert.equal(injected, false, "the policy lets a foreign script run");
    // The refusal itself is told on the console.
    assert.ok(troubles.length > 0 && troubles.every((line) => /hostile.*Content Security Policy/.test(line)));
    troubles.length = 0;
    await page.screenshot({ path: join(folder, "hostile.png") });
    await page.close();
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    assert.deepEqual(troubles, [], "the console is silent");
    assert.deepEqual(requests, [], "nothing is asked of the network");
    console.log(`ok ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}\n${error.stack}`);
  }
  troubles.length = 0;
}
await context.close();
rmSync(profile, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
