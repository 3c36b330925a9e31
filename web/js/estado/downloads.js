/** The buttons of XML and PDF, and what went wrong with them. */

import { openFile, whileResting } from "../invoice-files.js";
import { element } from "../page.js";
import { errorsOnFailure } from "../problems.js";

/** @param {Access} access */
export function setUpDownloads(access) {
  for (const button of document.querySelectorAll("[data-download]")) {
    button.addEventListener("click", () => download(access, button));
  }
}

/** @param {Access} access @param {Element} button */
async function download(access, button) {
  say("");
  try {
    await whileResting(button, () => openFile(access, button.getAttribute("data-download") ?? ""));
  } catch (failure) {
    say(errorsOnFailure(failure)[0].message);
  }
}

/** @param {string} words */
function say(words) {
  const place = element(document, "[data-download-note]");
  place.textContent = words;
  place.hidden = words === "";
}
