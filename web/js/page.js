/** Finding and filling what the HTML prepared. Text only: nothing here makes markup of strings. */

/**
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} kind
 * @returns {T}
 */
export function find(root, selector, kind) {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The page lacks ${selector}`);
  return found;
}

/** @param {ParentNode} root @param {string} selector */
export function element(root, selector) {
  return find(root, selector, HTMLElement);
}

/**
 * Fills each `[data-text="name"]` and hides those that have nothing to say.
 * @param {ParentNode} root
 * @param {Record<string, string | null | undefined>} texts
 */
export function fill(root, texts) {
  for (const [name, value] of Object.entries(texts)) {
    for (const place of root.querySelectorAll(`[data-text="${name}"]`)) {
      place.textContent = value ?? "";
      place.closest("[data-optional]")?.toggleAttribute("hidden", !value);
    }
  }
}

/** @param {string} id of a `<template>` with one root element */
export function stamp(id) {
  const template = find(document, `template#${id}`, HTMLTemplateElement);
  const copy = template.content.firstElementChild?.cloneNode(true);
  if (!(copy instanceof HTMLElement)) throw new Error(`Template ${id} is empty`);
  return copy;
}

/**
 * @param {HTMLSelectElement} select whose first option, the empty one, stays
 * @param {{ code: string, name: string }[]} entries
 * @param {string} chosen code; the empty option stands in when the entries lack it
 */
export function fillSelect(select, entries, chosen) {
  const options = entries.map(({ code, name }) => new Option(`${code} · ${name}`, code));
  select.replaceChildren(select.options[0], ...options);
  select.value = entries.some(({ code }) => code === chosen) ? chosen : "";
}

/** @param {HTMLElement} place */
export function focusOn(place) {
  if (!place.hasAttribute("tabindex") && !place.matches("a[href], button, input, select")) {
    place.tabIndex = -1;
  }
  place.focus();
}

/**
 * Of the page's states (loading, failed, ...) and steps, shows one.
 * @param {string} selector
 */
export function showOnly(selector) {
  for (const part of document.querySelectorAll("[data-state], [data-step]")) {
    part.toggleAttribute("hidden", !part.matches(selector));
  }
}

/** Where a page could not even start, the way to try again is in its HTML. */
export function offerReload() {
  element(document, "[data-reload]").addEventListener("click", () => location.reload());
}
