/** The invoice's own page: follows it live until its files are here, or a question is. */

import { ApiProblem, get, isRefused } from "../api.js";
import { capitalizeAsTyped } from "../form.js";
import { fetched, hideWaiting, isWorthRepeating, showWaiting } from "../insist.js";
import { loadMessages } from "../messages.js";
import { element, showOnly } from "../page.js";
import { keepReturnPath } from "../return-path.js";
import { pollDelay, resendDelay } from "../rules/backoff.js";
import { isHinted } from "../session-hint.js";
import { parseStatusHash } from "../status-link.js";
import { setUpCorrection, showCorrection } from "./correction.js";
import { showDetails } from "./details.js";
import { setUpDownloads } from "./downloads.js";
import { setUpMailForm, showMail } from "./mail.js";
import { showProgress } from "./progress.js";
import { setUpLink } from "./share.js";

const access = parseStatusHash(location.hash);
let polls = 0;
let silences = 0;
let isOffered = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let next;

/** @param {Access} access */
async function look({ id, token }) {
  try {
    await loadMessages();
    const { invoice } = await get(`/v1/invoices/${encodeURIComponent(id)}`, { token });
    hideWaiting();
    silences = 0;
    show(invoice);
    if (isMoving(invoice)) lookIn(pollDelay(polls, invoice.poll_after_s));
    polls += 1;
  } catch (failure) {
    if (isWorthRepeating(failure)) keepLooking();
    else if (failure instanceof ApiProblem) await close(failure);
    else throw failure;
  }
}

/** @param {number} ms */
function lookIn(ms) {
  clearTimeout(next);
  next = setTimeout(lookAgain, ms);
}

function keepLooking() {
  silences += 1;
  showWaiting();
  lookIn(resendDelay(silences, null, Math.random()));
}

/** Right after the shopper did something, the ladder starts anew. */
function followUp() {
  polls = 0;
  lookAgain();
}

function lookAgain() {
  clearTimeout(next);
  if (access && !document.hidden) look(access);
}

/** @param {Invoice} invoice */
function isMoving({ phase, mail }) {
  const settled = phase === "closed" || phase === "needs_you" || phase === "ready";
  return !settled || (phase === "ready" && mail.some(({ status }) => status === "pending"));
}

/** @param {Invoice} invoice */
function show(invoice) {
  showOnly('[data-state="invoice"]');
  showProgress(invoice);
  element(document, "[data-link]").hidden = !access?.token || invoice.phase === "closed";
  showMail(invoice);
  showDetails(invoice);
  showCorrection(invoice);
  if (invoice.phase === "ready" && !isOffered) offer(invoice);
}

/** What an account does with it, once the factura is here: a courtesy. @param {Invoice} invoice */
async function offer(invoice) {
  isOffered = true;
  element(document, '[data-offer="account"]').hidden = isHinted();
  if (!access || !isHinted()) return;
  try {
    const { offerPlace } = await fetched(() => import("./member.js"));
    await offerPlace(access, invoice);
  } catch (failure) {
    if (!isRefused(failure)) throw failure;
  }
}

/** @param {ApiProblem} failure */
async function close(failure) {
  if (access?.token) return showOnly('[data-state="closed-link"]');
  if (failure.status !== 401) return showOnly('[data-state="not-yours"]');
  keepReturnPath();
  location.replace("/acceso/#entrar.terminada");
}

addEventListener("hashchange", () => location.reload());
document.addEventListener("visibilitychange", lookAgain);
for (const link of document.querySelectorAll("[data-sign-in]")) {
  link.addEventListener("click", () => keepReturnPath());
}
if (access && (access.token || isHinted())) {
  capitalizeAsTyped();
  setUpDownloads(access);
  setUpMailForm(access, followUp);
  setUpCorrection(access, followUp);
  setUpLink(element(document, "[data-link]"));
  look(access);
} else {
  element(document, "[data-may-be-mine]").hidden = !access;
  showOnly('[data-state="closed-link"]');
}
