/** The header's corner of somebody who signed in: who he is, and how to leave. */

import { isRefused } from "./api.js";
import { loadMessages, text } from "./messages.js";
import { element, fill } from "./page.js";
import { isHinted, onHintChange } from "./session-hint.js";
import { signOut, whoIsSignedIn } from "./session.js";

const ACCESS = "/acceso/";
const SET_PASSWORD = "/acceso/#contrasena";
const unnamed = element(document, '[data-text="accountName"]').textContent;
let isSetUp = false;

/** Once a page, however often it is asked. */
export function setUpAccountMenu() {
  if (!isSetUp) listen();
  isSetUp = true;
  return showAccountMenu();
}

function listen() {
  const menu = element(document, "[data-member]");
  element(menu, "[data-sign-out]").addEventListener("click", leave);
  menu.addEventListener("keydown", ({ key }) => key === "Escape" && close(menu));
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Node && menu.contains(target))) menu.removeAttribute("open");
  });
  onHintChange(showAccountMenu);
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && !isHinted()) location.reload(); // "back" must not show what was left
  });
}

/** A courtesy like the banner: when nobody answers, what the browser remembers stands. */
export async function showAccountMenu() {
  showMember(isHinted());
  if (!isHinted()) return;
  try {
    const session = await whoIsSignedIn();
    showMember(session.scope !== "none");
    fill(document, { accountName: session.scope === "full" ? session.account.name : unnamed });
    if (session.scope === "set_password" && location.pathname !== ACCESS) location.replace(SET_PASSWORD);
  } catch (failure) {
    if (!isRefused(failure)) throw failure;
  }
}

/** @param {boolean} isMember */
function showMember(isMember) {
  for (const part of document.querySelectorAll("[data-guest]")) part.toggleAttribute("hidden", isMember);
  element(document, "[data-member]").hidden = !isMember;
}

/** @param {HTMLElement} menu */
function close(menu) {
  menu.removeAttribute("open");
  element(menu, "summary").focus();
}

/** Ends the session; a failure is said, since people who leave a shared device rely on it. */
export async function leave() {
  try {
    await signOut();
    location.assign("/acceso/#sesion-cerrada");
  } catch (failure) {
    if (!isRefused(failure)) throw failure;
    await loadMessages();
    const banner = element(document, "[data-status-banner]");
    banner.textContent = text("access.sign_out_failed");
    banner.hidden = false;
  }
}
