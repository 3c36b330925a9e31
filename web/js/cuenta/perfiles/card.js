/** One profile as its owner reads it, with what may be done with it. */

import { text } from "../../messages.js";
import { element, fill, stamp } from "../../page.js";

/**
 * @param {Profile} profile
 * @param {Catalogs} catalogs
 * @param {(name: string, profile: Profile, button: Element) => void} act
 */
export function profileCard(profile, catalogs, act) {
  const card = stamp("profile");
  const { name, rfc, persona, emails } = profile;
  fill(card, {
    name,
    rfc,
    persona: text(`profiles.persona.${persona}`),
    postal_code: profile.postal_code ?? text("profiles.store_postal_code"),
    regimen: named(catalogs.regimenes, profile.regimen_fiscal),
    uso: named(catalogs.usos_cfdi, profile.uso_cfdi),
    emails: emails.join(", "),
  });
  element(card, "[data-main]").hidden = !profile.is_main;
  element(card, '[data-act="main"]').hidden = profile.is_main;
  for (const button of card.querySelectorAll("[data-act]")) {
    button.addEventListener("click", () => act(button.getAttribute("data-act") ?? "", profile, button));
  }
  return card;
}

/** @param {{ code: string, name: string }[]} entries @param {string} code */
function named(entries, code) {
  const entry = entries.find((candidate) => candidate.code === code);
  return entry ? `${entry.code} · ${entry.name}` : code;
}
