/** Everything that the filter shows as one file: ordered, followed while it is made, and then downloaded. */

import { get, post } from "../../api.js";
import { insistVisibly } from "../../insist.js";
import { whileResting } from "../../invoice-files.js";
import { firstText, plural, text } from "../../messages.js";
import { element, fill, find } from "../../page.js";
import { errorsOnFailure } from "../../problems.js";
import { queryOf } from "../../rules/panel-filter.js";
import { leaveIfEnded } from "../member-page.js";

const EXPORTS = "/v1/account/exports";

/** @param {() => PanelFilter} filterOf */
export function setUpExports(filterOf) {
  const place = element(document, "[data-exports]");
  const buttons = [...place.querySelectorAll("[data-export]")];
  const open = element(place, "[data-export-open]");
  let id = "";

  for (const button of buttons) {
    button.addEventListener("click", () => {
      const isBusy = buttons.some((other) => other.getAttribute("aria-disabled") === "true");
      if (isBusy) return; // one file at a time
      whileResting(button, () => orTell(place, () => order(button.getAttribute("data-export") ?? "")));
    });
  }
  open.addEventListener("click", () => whileResting(open, () => orTell(place, () => download(id))));

  /** @param {string} format */
  async function order(format) {
    show(place, null);
    const asked = { filter: queryOf(filterOf()), format };
    /** @type {ExportOrder} */
    const taken = await insistVisibly(() => post(EXPORTS, asked));
    id = taken.id;
    await follow(place, taken);
  }
}

/** @param {HTMLElement} place @param {() => Promise<void>} act */
async function orTell(place, act) {
  try {
    await act();
  } catch (failure) {
    if (leaveIfEnded(failure)) return;
    show(place, null);
    fill(place, { exportProblem: errorsOnFailure(failure)[0].message });
  }
}

/** Until it is over. @param {HTMLElement} place @param {ExportOrder} order */
async function follow(place, order) {
  show(place, order);
  while (order.poll_after_s !== null) {
    await pause(order.poll_after_s);
    order = await look(order.id);
    show(place, order);
  }
}

/** The address of the file lives for two minutes: it is asked for when it is wanted. @param {string} id */
async function download(id) {
  const { url } = await look(id);
  if (url) location.assign(url);
}

/** @param {string} id @returns {Promise<ExportOrder>} */
function look(id) {
  return insistVisibly(() => get(`${EXPORTS}/${encodeURIComponent(id)}`));
}

/** @param {HTMLElement} place @param {ExportOrder | null} order */
function show(place, order) {
  const bar = find(place, "progress", HTMLProgressElement);
  bar.hidden = !order || order.poll_after_s === null;
  if (order?.progress.total) Object.assign(bar, { max: order.progress.total, value: order.progress.done });
  else bar.removeAttribute("value");
  element(place, "[data-export-ready]").hidden = order?.status !== "ready";
  fill(place, { exportText: order && words(order), exportProblem: order && problemOf(order) });
}

/** @param {ExportOrder} order */
function words({ status, progress: { done, total }, format }) {
  if (status === "failed") return "";
  if (status === "ready") return plural(done, `panel.export.ready.${format}`);
  return total ? text("panel.export.working", { done, total }) : text("panel.export.queued");
}

/** @param {ExportOrder} order */
function problemOf({ problem }) {
  return problem ? firstText([`problem.${problem.code}`, "problem.export_failed"]) : "";
}

/** @param {number} seconds @returns {Promise<void>} */
function pause(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
