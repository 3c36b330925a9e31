/** In whose name: one of the profiles, or another RFC, typed as guests do. */

import { chosenValue } from "../../form.js";
import { fieldText, text } from "../../messages.js";
import { element, fill, fillSelect, find, stamp } from "../../page.js";
import { ProfileWindow } from "../../profile-window.js";
import { usosFor } from "../../rules/fiscal.js";

const OTHER = "otro";

/** @type {StepScreen} */
export function perfil(wizard, form) {
  const { request } = wizard;
  const uso = find(form, '[name="uso_cfdi"]', HTMLSelectElement);
  const profileWindow = new ProfileWindow(request.catalogs, takeEdited);
  form.addEventListener("change", ({ target }) => target !== uso && show());
  document.addEventListener("click", editInstead, { capture: true });

  return {
    enter() {
      const main = request.profiles.find((profile) => profile.is_main);
      const chosen = request.wantsOtherRfc ? OTHER : (request.profile ?? main)?.id ?? "";
      const rows = request.profiles.map((profile) => row(profile, chosen));
      element(form, "[data-profiles]").replaceChildren(...rows);
      find(form, `#perfil-${OTHER}`, HTMLInputElement).checked = chosen === OTHER;
      show();
    },
    async leave() {
      const chosen = chosenValue(form, "profile_id");
      const profile = profileOf(chosen);
      if (!profile) return chosen === OTHER ? leaveForOther() : [missing("profile_id")];
      if (profile !== request.profile) pick(request, profile);
      request.usoCfdi = uso.value;
      request.keepDraft();
      return uso.value ? [] : [missing("uso_cfdi")];
    },
  };

  /** The uses that the chosen one may state, with his own in front. */
  function show() {
    const profile = profileOf(chosenValue(form, "profile_id"));
    element(form, "[data-uso]").hidden = !profile;
    if (!profile) return;
    const stated = profile === request.profile ? request.usoCfdi : profile.uso_cfdi;
    const usos = usosFor(request.catalogs.usos_cfdi, profile.persona, profile.regimen_fiscal);
    fillSelect(uso, usos, stated);
  }

  function leaveForOther() {
    if (!request.wantsOtherRfc) request.take();
    request.profile = null;
    request.wantsOtherRfc = true;
    request.keepDraft();
    return [];
  }

  /** @param {string} id */
  function profileOf(id) {
    return request.profiles.find((profile) => profile.id === id);
  }

  /** "Editar información" opens the window of the profile, where guests go back to what they typed. @param {MouseEvent} event */
  function editInstead(event) {
    const link = event.target instanceof Element ? event.target.closest('[data-go="datos"]') : null;
    if (!link || !request.profile) return;
    event.preventDefault();
    event.stopPropagation();
    profileWindow.edit(request.profile);
  }

  /** @param {Profile} edited */
  function takeEdited(edited) {
    request.profiles = request.profiles.map((profile) => (profile.id === edited.id ? edited : profile));
    const usoCfdi = request.usoCfdi;
    const wasDefault = usoCfdi === request.profile?.uso_cfdi;
    pick(request, edited);
    if (!wasDefault && request.usos.some(({ code }) => code === usoCfdi)) request.usoCfdi = usoCfdi;
    wizard.refresh();
  }
}

/** @param {InvoiceRequest} request @param {Profile} profile */
export function pick(request, profile) {
  request.take({ receptor: profile, uso_cfdi: profile.uso_cfdi, emails: profile.emails });
  request.profile = profile;
  request.wantsOtherRfc = false;
  request.goesStraight = true; // three things in all: who, for what, and the ticket
}

/** @param {Profile} profile @param {string} chosen */
function row({ id, name, rfc, persona }, chosen) {
  const choice = stamp("profile");
  const radio = find(choice, "input", HTMLInputElement);
  radio.id = `perfil-${id}`;
  radio.value = id;
  radio.defaultChecked = id === chosen;
  fill(choice, { name, rfc, persona: text(`profiles.persona.${persona}`) });
  return choice;
}

/** @param {string} field @returns {FieldError} */
function missing(field) {
  return { field, message: fieldText("required", field) };
}
