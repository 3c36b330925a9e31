/** One screen at a time, each with its address: the back button and a reload find it again. */

import { clearErrors, setTitle } from "../form.js";
import { element, find, showOnly } from "../page.js";

/** @param {string} name */
export function formOf(name) {
  return find(document, `form[data-form="${name}"]`, HTMLFormElement);
}

/** @param {string} name */
export function isScreen(name) {
  return document.querySelector(`[data-step="${name}"]`) !== null;
}

/**
 * @param {string} name
 * @param {string} [why] which of its `[data-why]` to say
 */
export function showScreen(name, why = "") {
  const screen = element(document, `[data-step="${name}"]`);
  for (const words of screen.querySelectorAll("[data-why]")) {
    words.toggleAttribute("hidden", words.getAttribute("data-why") !== why);
  }
  for (const form of screen.querySelectorAll("form")) clearErrors(form);
  showOnly(`[data-step="${name}"]`);
  const heading = element(screen, "h1");
  setTitle(heading.textContent ?? "");
  heading.focus();
  scrollTo(0, 0);
}

/** @param {string} name @param {string} [why] */
export function go(name, why) {
  history.pushState(null, "", `#${name}`);
  showScreen(name, why);
}
