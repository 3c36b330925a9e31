/** The button that shows what was typed as a password, and hides it again before it is sent. */

import { find } from "./page.js";

/** @param {ParentNode} root */
export function setUpPasswordFields(root) {
  for (const button of root.querySelectorAll("[data-reveal]")) {
    const input = find(document, `#${button.getAttribute("aria-controls")}`, HTMLInputElement);
    button.addEventListener("click", () => show(input, button, input.type === "password"));
    input.form?.addEventListener("submit", () => show(input, button, false)); // or browsers keep it as plain text
  }
}

/** @param {HTMLInputElement} input @param {Element} button @param {boolean} plain */
function show(input, button, plain) {
  input.type = plain ? "text" : "password";
  for (const words of button.querySelectorAll("[data-shown]")) {
    words.toggleAttribute("hidden", (words.getAttribute("data-shown") === "yes") !== plain);
  }
}
