/** The window with the data of one profile: "Editar información", or a new one; Guardar keeps them. */

import { clearForm, setUpAccountForm } from "./account-form.js";
import { post, put } from "./api.js";
import { emailErrors, readEmails, setUpEmails, writeEmails } from "./email-fields.js";
import { FiscalData } from "./fiscal-data.js";
import { setUpFiscalFields } from "./fiscal-fields.js";
import { setValue, valueOf } from "./form.js";
import { insistVisibly } from "./insist.js";
import { fieldText, text } from "./messages.js";
import { fill, find, stamp } from "./page.js";
import { normalizeRfc, personaOf, rfcProblem } from "./rules/rfc.js";

const PROFILES = "/v1/account/profiles";

export class ProfileWindow {
  /** @param {Catalogs} catalogs @param {(profile: Profile) => void} saved */
  constructor(catalogs, saved) {
    this.dialog = /** @type {HTMLDialogElement} */ (stamp("profile-window"));
    this.form = find(this.dialog, "form", HTMLFormElement);
    this.data = new FiscalData(catalogs);
    this.fields = setUpFiscalFields(this.form, this.data);
    this.saved = saved;
    /** @type {Persona} */
    this.persona = "fisica";
    /** @type {Profile | null} */
    this.profile = null;
    setUpEmails(this.form);
    for (const button of this.form.querySelectorAll("[data-close]")) {
      button.addEventListener("click", () => this.dialog.close());
    }
    this.dialog.addEventListener("close", () => this.#leave());
    setUpAccountForm(this.form, { check: () => this.#check(), send: () => this.#save() });
  }

  /** @param {Profile} profile */
  edit(profile) {
    const { uso_cfdi: usoCfdi, emails, persona } = profile;
    this.profile = profile;
    this.#open({ receptor: profile, uso_cfdi: usoCfdi, emails }, persona, "profiles.window.edit");
  }

  /** @param {Persona} persona */
  add(persona) {
    this.profile = null;
    this.#open({}, persona, `profiles.window.add.${persona}`);
  }

  /** @param {KeptData} kept @param {Persona} persona @param {string} title */
  #open(kept, persona, title) {
    this.persona = persona;
    this.data.take(kept);
    this.fields.write();
    writeEmails(this.form, this.data.emails);
    fill(this.dialog, { title: text(title), rfcHint: text(`profiles.rfc_hint.${persona}`) });
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.dialog.scrollTo(0, 0);
  }

  /** In the page only while it is open: the wizard has fields of the same names. */
  #leave() {
    clearForm(this.form);
    this.dialog.remove();
  }

  /** @returns {Promise<FieldError[]>} */
  async #check() {
    const judged = await this.fields.judge();
    return [...this.#rfcErrors(), ...judged.filter(({ field }) => field !== "rfc"), ...emailErrors(this.form)];
  }

  /** @returns {FieldError[]} */
  #rfcErrors() {
    const typed = normalizeRfc(valueOf(this.form, "rfc"));
    setValue(this.form, "rfc", typed);
    const problem = rfcProblem(typed);
    if (problem) return [{ field: "rfc", message: fieldText(problem, "rfc") }];
    if (this.profile || personaOf(typed) === this.persona) return [];
    return [{ field: "rfc", message: fieldText("not_allowed_for_persona", "persona") }];
  }

  async #save() {
    const body = this.#body();
    const { profile } = this;
    const kept = await insistVisibly(() =>
      profile ? put(`${PROFILES}/${encodeURIComponent(profile.id)}`, body) : post(PROFILES, body),
    );
    this.dialog.close();
    this.saved(kept);
  }

  #body() {
    const { receptor, usoCfdi, isForeign } = this.data;
    const { rfc, name } = receptor;
    const told = isForeign ? { rfc, name } : { ...receptor, uso_cfdi: usoCfdi };
    return { ...told, emails: readEmails(this.form), is_main: this.profile?.is_main ?? false };
  }
}
