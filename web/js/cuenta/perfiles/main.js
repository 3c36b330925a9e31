/** The profiles of the account: as a person, as a company, one of them the main one. */

import { get, put } from "../../api.js";
import { capitalizeAsTyped } from "../../form.js";
import { insistVisibly } from "../../insist.js";
import { whileResting } from "../../invoice-files.js";
import { plural, text } from "../../messages.js";
import { element, fill, showOnly } from "../../page.js";
import { errorsOnFailure } from "../../problems.js";
import { ProfileWindow } from "../../profile-window.js";
import { leaveIfEnded, openForMember } from "../member-page.js";
import { profileCard } from "./card.js";
import { askToRemove } from "./removal.js";
import { showAtTill } from "./till.js";

const PROFILES = "/v1/account/profiles";

/** @type {Catalogs} */
let catalogs;

async function start() {
  [catalogs] = await insistVisibly(() => Promise.all([get("/v1/catalogs"), list()]));
  const profileWindow = new ProfileWindow(catalogs, ({ name }) => told("profiles.saved", name));
  for (const button of document.querySelectorAll("[data-add]")) {
    button.addEventListener("click", () => {
      profileWindow.add(button.getAttribute("data-add") === "moral" ? "moral" : "fisica");
    });
  }
  acts = {
    edit: async (profile) => profileWindow.edit(profile),
    till: showAtTill,
    main: makeMain,
    remove: async (profile) => {
      if (await askToRemove(profile)) await told("profiles.removed", profile.name);
    },
  };
  capitalizeAsTyped();
  showOnly('[data-state="profiles"]');
  show();
}

/** @type {Record<string, (profile: Profile) => Promise<void>>} */
let acts = {};
/** @type {Profile[]} */
let profiles = [];

async function list() {
  ({ items: profiles } = await insistVisibly(() => get(PROFILES)));
}

function show() {
  const cards = profiles.map((profile) => profileCard(profile, catalogs, act));
  element(document, "[data-profiles]").replaceChildren(...cards);
  element(document, "[data-none]").hidden = profiles.length > 0;
  fill(document, { count: profiles.length > 0 ? plural(profiles.length, "profiles.count") : "" });
}

/** @param {string} name @param {Profile} profile @param {Element} button */
async function act(name, profile, button) {
  try {
    await whileResting(button, () => acts[name](profile));
  } catch (failure) {
    if (!leaveIfEnded(failure)) fill(document, { note: errorsOnFailure(failure)[0].message });
  }
}

/** @param {Profile} profile */
async function makeMain(profile) {
  const { id, persona: _, ...data } = profile;
  const kept = Object.entries({ ...data, is_main: true }).filter(([, value]) => value !== null);
  await insistVisibly(() => put(`${PROFILES}/${encodeURIComponent(id)}`, Object.fromEntries(kept)));
  await told("profiles.made_main", profile.name);
}

/** Shows the profiles as they are now, and says what was done. @param {string} key @param {string} name */
async function told(key, name) {
  await list();
  show();
  fill(document, { note: text(key, { name }) });
  element(document, "h1").focus();
}

await openForMember(start);
