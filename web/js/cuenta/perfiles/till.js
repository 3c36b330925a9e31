/** "Mostrar en caja": a code that names the profile for a few minutes, and says nothing of it. */

import { get } from "../../api.js";
import { insistVisibly } from "../../insist.js";
import { whileResting } from "../../invoice-files.js";
import { text } from "../../messages.js";
import { element, fill, find } from "../../page.js";
import { errorsOnFailure } from "../../problems.js";
import { minutesAndSeconds } from "../../format.js";
import { leaveIfEnded } from "../member-page.js";

const dialog = find(document, "dialog[data-till]", HTMLDialogElement);
const picture = find(dialog, "img", HTMLImageElement);
const renew = find(dialog, "[data-renew]", HTMLButtonElement);
let id = "";
/** @type {ReturnType<typeof setInterval> | undefined} */
let clock;

find(dialog, "[data-close]", HTMLButtonElement).addEventListener("click", () => dialog.close());
dialog.addEventListener("close", hide);
renew.addEventListener("click", () => whileResting(renew, renewOrTell));

/** @param {Profile} profile @throws {ApiProblem} */
export async function showAtTill({ id: asked, name, rfc }) {
  id = asked;
  fill(dialog, { name, rfc, problem: "" });
  await draw();
  dialog.showModal();
}

async function renewOrTell() {
  try {
    await draw();
  } catch (failure) {
    if (!leaveIfEnded(failure)) fill(dialog, { problem: errorsOnFailure(failure)[0].message });
  }
}

async function draw() {
  /** @type {Card} */
  const { qr, expires_at: expiresAt } = await insistVisibly(() =>
    get(`/v1/account/profiles/${encodeURIComponent(id)}/card`),
  );
  hide();
  picture.src = qr;
  const end = Date.parse(expiresAt);
  clock = setInterval(() => tick(end), 1000);
  tick(end);
}

/** @param {number} end in milliseconds */
function tick(end) {
  const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
  const isOver = left === 0;
  if (isOver) hide();
  element(dialog, "[data-code]").hidden = isOver;
  element(dialog, "[data-over]").hidden = !isOver;
  fill(dialog, { left: isOver ? "" : text("profiles.card.left", { time: minutesAndSeconds(left) }) });
}

/** A code that is over, or of a closed window, stays nowhere. */
function hide() {
  clearInterval(clock);
  picture.removeAttribute("src");
}
