import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { WEB, modules, modulesOf, pages } from "./site.mjs";

const JS_BUDGET = 35_000;
const part = (html, name) => html.match(new RegExp(`<${name} class="site-${name}">[\\s\\S]*?</${name}>`))?.[0];
const ids = (html) => [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);

const [, landing] = [...pages()].find(([path]) => path === "index.html");

for (const [path, html] of pages()) {
  test(`${path} has the frame of every page, help in the same place`, () => {
    assert.ok(part(html, "header").includes(">Ayuda</a>"));
    assert.equal(part(html, "header"), part(landing, "header"));
    assert.equal(part(html, "footer"), part(landing, "footer"));
    assert.match(html, /<html lang="es-MX">/);
    assert.match(html, /<a class="skip" href="#contenido">/);
    assert.equal(html.match(/<main id="contenido"/g)?.length, 1);
  });

  test(`${path} obeys the strict policy: no inline script, style or handler, nothing of others`, () => {
    assert.doesNotMatch(html, /<script(?![^>]*\ssrc="\/js\/)/);
    assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=|javascript:/i);
    assert.doesNotMatch(html, /(src|href)="(https?:)?\/\//);
  });

  test(`${path} points only at files that exist`, () => {
    const local = [...html.matchAll(/(?:src|href)="(\/[^"#?]*)/g)].map(([, target]) => target);
    const there = (target) => existsSync(join(WEB, target.endsWith("/") ? `${target}index.html` : target));
    assert.deepEqual(local.filter((target) => !there(target)), []);
  });

  test(`${path} names each place once, and every label, description and anchor finds its own`, () => {
    const known = ids(html);
    const referred = [...html.matchAll(/\s(?:for|aria-labelledby|aria-describedby)="([^"]+)"/g)].flatMap(([, list]) => list.split(" "));
    const anchors = [...html.matchAll(/href="#([^"]+)" ?(?!data-go)/g)].map(([, id]) => id);
    const steps = [...html.matchAll(/data-go="([^"]+)"/g)].map(([, id]) => id);

    assert.deepEqual(known.filter((id, at) => known.indexOf(id) !== at), []);
    assert.deepEqual(referred.filter((id) => !known.includes(id)), []);
    assert.deepEqual(anchors.filter((id) => !known.includes(id) && !steps.includes(id)), []);
  });

  test(`${path} preloads exactly the modules that it runs, within the budget`, () => {
    const run = modulesOf(html);
    const entries = [...html.matchAll(/<script type="module" src="([^"]+)">/g)].map(([, src]) => src);
    const preloaded = [...html.matchAll(/<link rel="modulepreload" href="([^"]+)">/g)].map(([, href]) => href);
    const weight = run.reduce((sum, file) => sum + gzipSync(readFileSync(join(WEB, file)), { level: 9 }).length, 0);

    assert.deepEqual([...preloaded, ...entries].sort(), run);
    assert.ok(weight <= JS_BUDGET, `${weight} bytes of JS gzipped`);
  });
}

test("every anchor from one page into another is there", () => {
  const site = pages();
  for (const [path, html] of site) {
    for (const [, target, id] of html.matchAll(/href="(\/|\/[^"#]*\/)#([^"]+)"/g)) {
      const page = site.get(`${target.slice(1)}index.html`);
      assert.ok(page && ids(page).includes(id), `${path} -> ${target}#${id}`);
    }
  }
});

test("a guest of the wizard runs nothing of accounts: it is fetched once somebody is known", () => {
  const run = modulesOf(pages().get("facturar/index.html") ?? "");
  for (const part of ["/js/session.js", "/js/profile-window.js", "/js/facturar/known.js", "/js/facturar/steps/perfil.js"]) {
    assert.ok(!run.includes(part), part);
  }
});

test("every module that is fetched when it is needed is there", () => {
  const asked = modules().flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/import\("(\.[^"]+)"\)/g)].map(([, to]) => join(dirname(file), to)),
  );
  assert.ok(asked.length > 4);
  assert.deepEqual(asked.filter((file) => !existsSync(file)), []);
});

test("the window of a profile is the same in the wizard and beside the list", () => {
  const windowOf = (path) => pages().get(path)?.match(/<template id="profile-window">[\s\S]*?<\/template>/)?.[0];
  assert.ok(windowOf("facturar/index.html"));
  assert.equal(windowOf("facturar/index.html"), windowOf("cuenta/perfiles/index.html"));
});

test("the association files and the manifest are JSON", () => {
  for (const file of [".well-known/apple-app-site-association", ".well-known/assetlinks.json", "manifest.webmanifest"]) {
    assert.doesNotThrow(() => JSON.parse(readFileSync(join(WEB, file), "utf8")), file);
  }
});
