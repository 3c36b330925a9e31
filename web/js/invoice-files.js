/** XML and PDF. The file itself comes from the document store: we navigate there, and never fetch it. */

import { get } from "./api.js";
import { insistVisibly } from "./insist.js";

/**
 * @param {Access} access
 * @param {string} kind "xml" or "pdf"
 * @throws {ApiProblem} file_not_ready among them
 */
export async function openFile({ id, token }, kind) {
  const path = `/v1/invoices/${encodeURIComponent(id)}/files/${kind}`;
  const { url } = await insistVisibly(() => get(path, { token }));
  location.assign(url);
}

/**
 * A button that rests while it works, so that nobody asks twice.
 * @param {Element} button
 * @param {() => Promise<void>} act
 */
export async function whileResting(button, act) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  try {
    await act();
  } finally {
    button.removeAttribute("aria-disabled");
  }
}
