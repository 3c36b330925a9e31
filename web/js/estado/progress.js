/** Where the request stands, in a heading, a sentence and the way it has come. */

import { day, inOtherMonth, time } from "../format.js";
import { firstText, hasText, plural, text } from "../messages.js";
import { element, fill, stamp } from "../page.js";
import { takeDiffers } from "../status-link.js";

const PATIENCE_MS = 20_000;
const SLOW_MS = 60_000;

/** @type {Record<string, number>} how far along the three marks each status is */
const MARK = { received: 0, sealed: 0, sent: 0, quiet: 0, stamped: 1, ready: 2, delivered: 2 };

/** @type {string[] | null} */
let differs = null;
let shownStatus = "";

/** @param {Invoice} invoice */
export function showProgress(invoice) {
  const root = element(document, '[data-state="invoice"]');
  root.dataset.phase = invoice.phase;
  const title = titleOf(invoice);
  document.title = `${title} · Facturable`;
  fill(root, { title, text: sentenceOf(invoice), ...notesOf(invoice) });
  markWay(root, invoice);
  element(root, "[data-files]").hidden = !invoice.can.includes("download");
  showHistory(element(root, "[data-past]"), invoice);
  if (shownStatus !== invoice.status) announce(title);
  shownStatus = invoice.status;
}

/** @param {Invoice} invoice */
function titleOf({ status, phase, problem }) {
  return firstText([`estado.problem.${problem?.code}.title`, `estado.${status}.title`, `estado.${phase}.title`]);
}

/** @param {Invoice} invoice */
function sentenceOf({ status, phase, problem, mail, status_since: since }) {
  const slow = phase === "working" && Date.now() - Date.parse(since) > SLOW_MS;
  const reach = mail.length > 0 ? "mail" : "page";
  const keys = [`estado.problem.${problem?.code}.text`, `estado.${status}.text`, `estado.${phase}.text`];
  return firstText(slow ? [`estado.slow.${reach}`] : keys);
}

/** @param {Invoice} invoice */
function notesOf(invoice) {
  differs ??= takeDiffers(invoice.id);
  const { position, phase } = invoice;
  return {
    position: phase === "working" && position ? plural(position, "estado.position") : "",
    leave: leaveNote(invoice),
    dated: datedNote(invoice),
    differs: differs.length > 0 ? text("estado.differs", { fields: names(differs) }) : "",
  };
}

/** After twenty seconds nobody should feel held. @param {Invoice} invoice */
function leaveNote({ phase, accepted_at: acceptedAt, mail }) {
  const waits = phase === "working" || phase === "waiting";
  if (!waits || !acceptedAt || Date.now() - Date.parse(acceptedAt) < PATIENCE_MS) return "";
  if (mail.length === 0) return text("estado.leave.page");
  return text("estado.leave.mail", { to: mail.map(({ to }) => to).join(", ") });
}

/** Fecha may fall in another month than the request: taxes depend on it. @param {Invoice} invoice */
function datedNote({ issued_at: issuedAt, accepted_at: acceptedAt, branch }) {
  const timeZone = branch?.timezone;
  if (!issuedAt || !acceptedAt || !inOtherMonth(issuedAt, acceptedAt, timeZone)) return "";
  return text("estado.dated", { day: day(issuedAt, timeZone) });
}

/** @param {string[]} fields */
function names(fields) {
  const list = new Intl.ListFormat("es-MX", { type: "conjunction" });
  return list.format(fields.map((field) => text(`name.${field}`)));
}

/** @param {HTMLElement} root @param {Invoice} invoice */
function markWay(root, { status, phase }) {
  const way = element(root, "[data-way]");
  way.hidden = !(status in MARK);
  [...way.children].forEach((mark, place) => {
    const reached = MARK[status] ?? -1;
    mark.toggleAttribute("data-done", place < reached || phase === "ready");
    mark.toggleAttribute("data-now", place === reached && phase !== "ready");
  });
}

/** @param {HTMLElement} place @param {Invoice} invoice */
function showHistory(place, { history, branch }) {
  const told = history.filter(({ status }) => hasText(`history.${status}`));
  place.hidden = told.length === 0;
  element(place, "ol").replaceChildren(...told.map((moment) => row(moment, branch?.timezone)));
}

/** @param {{ status: string, at: string }} moment @param {string} [timeZone] */
function row({ status, at }, timeZone) {
  const item = stamp("moment");
  fill(item, { what: text(`history.${status}`), when: `${day(at, timeZone)}, ${time(at, timeZone)}` });
  return item;
}

/** The heading itself is no live region, or it would be read twice on arrival. @param {string} title */
function announce(title) {
  if (shownStatus) element(document, "[data-announce]").textContent = title;
}

