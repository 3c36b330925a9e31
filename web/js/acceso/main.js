/** Opens the screen that the address names. What it says once, a token or a reason, leaves it at once. */

import { leave, showAccountMenu } from "../account-menu.js";
import { isRefused } from "../api.js";
import { capitalizeAsTyped } from "../form.js";
import { insistVisibly } from "../insist.js";
import { loadMessages } from "../messages.js";
import { element, fill, offerReload, showOnly } from "../page.js";
import { setUpPasswordFields } from "../password-field.js";
import { keepReturnPath } from "../return-path.js";
import { parseAccessHash } from "../rules/access-hash.js";
import { isHinted } from "../session-hint.js";
import { whoIsSignedIn } from "../session.js";
import { isLinkScreen, linkScreen, setUpLinks } from "./links.js";
import { CHANGE, nameUser, setUpPasswords } from "./passwords.js";
import { setUpRegistration } from "./registration.js";
import { isScreen, showScreen } from "./screens.js";
import { setUpSignIn } from "./sign-in.js";

const FOR_GUESTS = ["entrar", "registro"];
const FOR_MEMBERS = ["contrasena", "contrasena-temporal"];

const asked = readAddress();

function readAddress() {
  const { screen, extra } = parseAccessHash(location.hash);
  if (extra) history.replaceState(null, "", `#${screen}`);
  return { screen, extra };
}

async function follow({ screen, extra } = readAddress()) {
  try {
    const mayBeIn = isHinted() || FOR_MEMBERS.includes(screen);
    const session = mayBeIn ? await insistVisibly(whoIsSignedIn) : nobody;
    const { name, why } = screenFor(session, screen, extra);
    showScreen(name, why);
    await showAccountMenu();
  } catch (failure) {
    if (!isRefused(failure)) throw failure;
    showOnly('[data-state="failed"]');
  }
}

/** @type {SessionState} */
const nobody = { scope: "none" };

/**
 * @param {SessionState} session
 * @param {string} wanted
 * @param {string} extra
 * @returns {{ name: string, why?: string }}
 */
function screenFor(session, wanted, extra) {
  if (session.scope === "set_password") return { name: "contrasena-temporal" }; // and nothing else
  if (session.scope === "full") return memberScreen(session.account, wanted, extra);
  if (FOR_MEMBERS.includes(wanted)) return signInFirst();
  return anyScreen(wanted, extra);
}

/** @param {Account} account @param {string} wanted @param {string} extra */
function memberScreen(account, wanted, extra) {
  if (FOR_MEMBERS.includes(wanted)) {
    nameUser("contrasena", account.email);
    return { name: "contrasena" };
  }
  if (!FOR_GUESTS.includes(wanted || "entrar")) return anyScreen(wanted, extra);
  fill(element(document, '[data-step="sesion-abierta"]'), { who: account.name });
  return { name: "sesion-abierta" };
}

function signInFirst() {
  keepReturnPath(CHANGE);
  history.replaceState(null, "", "#entrar");
  return { name: "entrar" };
}

/** @param {string} wanted @param {string} extra @returns {{ name: string, why?: string }} */
function anyScreen(wanted, extra) {
  if (isLinkScreen(wanted)) return linkScreen(wanted, extra);
  return isScreen(wanted) ? { name: wanted, why: extra } : { name: "entrar" };
}

offerReload();
capitalizeAsTyped();
setUpPasswordFields(document);
setUpRegistration();
setUpSignIn();
setUpPasswords();
setUpLinks();
for (const button of document.querySelectorAll("[data-leave]")) button.addEventListener("click", leave);
addEventListener("hashchange", () => follow());
try {
  await insistVisibly(loadMessages);
  await follow(asked);
} catch (failure) {
  if (!isRefused(failure)) throw failure;
  showOnly('[data-state="failed"]');
}
