/** "¿Dónde está?": the picture of this store's ticket with the zone of the datum outlined. */

import { text } from "./messages.js";
import { element, fill, find } from "./page.js";

/** @param {Branch | null} branch @param {string} field whose place is asked for */
export function showGuide(branch, field) {
  const dialog = find(document, ".guide", HTMLDialogElement);
  const entry = branch?.ticket_guide.find((candidate) => candidate.field === field);
  fill(dialog, {
    title: text(`guide.title.${field}`),
    label: entry ? text("guide.label", { label: entry.label }) : "",
    help: entry?.help ?? text(branch ? "guide.missing" : "guide.choose_branch"),
  });
  element(dialog, "figure").hidden = !entry?.image;
  dialog.showModal();
  if (branch && entry?.image) draw(dialog, branch, entry);
}

/** @param {HTMLDialogElement} dialog @param {Branch} branch @param {GuideEntry} entry */
function draw(dialog, branch, entry) {
  const picture = find(dialog, "img", HTMLImageElement);
  picture.src = entry.image;
  picture.alt = text("guide.alt", { brand: branch.brand.name, help: entry.help });
  const zone = element(dialog, ".zone");
  zone.hidden = !entry.box;
  if (entry.box) place(zone, entry.box);
  const reveal = () => zone.scrollIntoView({ block: "center" });
  picture.onload = reveal; // before it is there, nothing can be scrolled
  reveal();
}

/** @param {HTMLElement} zone @param {[number, number, number, number]} box fractions of the picture */
function place(zone, [left, top, width, height]) {
  const percent = (/** @type {number} */ fraction) => `${fraction * 100}%`;
  Object.assign(zone.style, {
    left: percent(left),
    top: percent(top),
    width: percent(width),
    height: percent(height),
  });
}
