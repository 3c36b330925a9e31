/** The site's files, for the tests that read them. */

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
export const WEB = join(ROOT, "web");

/** @type {Record<string, string>} */
export const MESSAGES = JSON.parse(readFileSync(join(ROOT, "chalicelib/api/messages/es-MX.json"), "utf8"));

/** @param {string} ending */
function files(ending) {
  const all = readdirSync(WEB, { recursive: true, withFileTypes: true });
  return all.filter((entry) => entry.isFile() && entry.name.endsWith(ending)).map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
}

export const modules = () => files(".js");

/** @returns {Map<string, string>} each page's text by its path under web/ */
export function pages() {
  return new Map(files(".html").map((file) => [relative(WEB, file), readFileSync(file, "utf8")]));
}

/**
 * Every module that a page runs: its scripts and all that they import.
 * @param {string} html
 * @returns {string[]} paths from the site's root
 */
export function modulesOf(html) {
  const waiting = [...html.matchAll(/<script type="module" src="([^"]+)">/g)].map(([, path]) => path);
  /** @type {Set<string>} */
  const found = new Set();
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    if (found.has(path)) continue;
    found.add(path);
    waiting.push(...importsOf(path));
  }
  return [...found].sort();
}

/** @param {string} path */
function importsOf(path) {
  const source = readFileSync(join(WEB, path), "utf8");
  return [...source.matchAll(/from "(\.[^"]+)"/g)].map(([, to]) => posix.join(posix.dirname(path), to));
}
