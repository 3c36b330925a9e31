/** XML and PDF. The file itself comes from the document store: we navigate there, and never fetch it. */

import { get } from "../api.js";
import { insistVisibly } from "../insist.js";
import { element } from "../page.js";
import { errorsOnFailure } from "../problems.js";

/** @param {Access} access */
export function setUpDownloads(access) {
  for (const button of document.querySelectorAll("[data-download]")) {
    button.addEventListener("click", () => download(access, button));
  }
}

/** @param {Access} access @param {Element} button */
async function download({ id, token }, button) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  const path = `/v1/invoices/${encodeURIComponent(id)}/files/${button.getAttribute("data-download")}`;
  try {
    const { url } = await insistVisibly(() => get(path, { token }));
    say("");
    location.assign(url);
  } catch (failure) {
    say(errorsOnFailure(failure)[0].message);
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

/** @param {string} words */
function say(words) {
  const place = element(document, "[data-download-note]");
  place.textContent = words;
  place.hidden = words === "";
}
