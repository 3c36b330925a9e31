/** The words of the site, which live with the API so that the apps say the same. */

import { get } from "./api.js";

/** @type {Record<string, string>} */
let messages = {};
/** @type {Promise<void> | null} */
let loading = null;

/**
 * Asks once a page, however many modules wait for it; a failure may be tried again.
 * @returns {Promise<void>}
 * @throws {NoAnswer}
 */
export function loadMessages() {
  loading ??= fetchMessages().catch((failure) => {
    loading = null;
    throw failure;
  });
  return loading;
}

async function fetchMessages() {
  messages = await get("/v1/messages/es-MX");
}

/** @param {string} key */
export function hasText(key) {
  return Object.hasOwn(messages, key);
}

/**
 * @param {string} key
 * @param {Record<string, unknown>} [params]
 */
export function text(key, params = {}) {
  const template = messages[key] ?? key;
  return template.replace(/\{(\w+)\}/g, (hole, name) => String(params[name] ?? hole));
}

/**
 * The first of the keys that has words.
 * @param {string[]} keys
 * @param {Record<string, unknown>} [params]
 */
export function firstText(keys, params = {}) {
  return text(keys.find(hasText) ?? keys[keys.length - 1], params);
}

/**
 * @param {number} count
 * @param {string} key of which `key.one` and `key.other` exist
 */
export function plural(count, key) {
  const form = new Intl.PluralRules("es-MX").select(count) === "one" ? "one" : "other";
  return text(`${key}.${form}`, { count: count.toLocaleString("es-MX") });
}

/**
 * @param {string} code
 * @param {string} field last name of the pointer
 * @param {Record<string, unknown>} [params]
 */
export function fieldText(code, field, params = {}) {
  return firstText([`field.${code}.${field}`, `field.${code}`, "field.other"], params);
}

/**
 * A sentence for a refusal; the server's own when we have none.
 * @param {ApiProblem} problem
 */
export function problemText({ code, body }) {
  const key = `problem.${code}`;
  return hasText(key) || !body.detail ? firstText([key, "problem.other"]) : body.detail;
}
