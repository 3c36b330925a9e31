/** Everything that is kept of somebody, as a file for him. */

import { get } from "../../api.js";
import { insistVisibly } from "../../insist.js";
import { whileResting } from "../../invoice-files.js";
import { text } from "../../messages.js";
import { element, fill } from "../../page.js";
import { errorsOnFailure } from "../../problems.js";
import { leaveIfEnded } from "../member-page.js";

const FILE = "mis-datos-facturable.json";

export function setUpOwnData() {
  const button = element(document, "[data-own-data]");
  button.addEventListener("click", () => whileResting(button, downloadOrTell));
}

async function downloadOrTell() {
  try {
    save(await insistVisibly(() => get("/v1/account/export")));
    fill(document, { ownDataNote: text("settings.data_downloaded") });
  } catch (failure) {
    if (!leaveIfEnded(failure)) fill(document, { ownDataNote: errorsOnFailure(failure)[0].message });
  }
}

/** Indented, to be read by people too. @param {object} data */
function save(data) {
  const content = new Blob([JSON.stringify(data, null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = FILE;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}
