/** Moves between the screens: one decision each, the browser's back button works, nothing typed is lost. */

import { clearErrors, onSubmit, setTitle, showErrors } from "../form.js";
import { text } from "../messages.js";
import { element, fill, find, showOnly } from "../page.js";
import { onWay, reachable, stepAfter, stepNamed, stepOf } from "../rules/steps.js";
import { clearOutcome } from "./outcome.js";
import { errorsOnFailure } from "../problems.js";
import { datos } from "./steps/datos.js";
import { pago } from "./steps/pago.js";
import { revisa } from "./steps/revisa.js";
import { rfc } from "./steps/rfc.js";
import { sucursal } from "./steps/sucursal.js";
import { ticket } from "./steps/ticket.js";
import { summaryOf } from "./summary.js";

const OURS = "/aviso-de-privacidad/";
const SCREENS = { sucursal, rfc, datos, ticket, pago, revisa };

export class Wizard {
  /**
   * @param {InvoiceRequest} request
   * @param {Branch[]} branches
   * @param {WizardExtras} [extras] what only some need
   */
  constructor(request, branches, { screens = {}, turn = () => false } = {}) {
    this.request = request;
    this.branches = branches;
    this.turn = turn;
    /** @type {StepName} */
    this.current = "sucursal";
    /** @type {FieldError[]} of screens still to be shown */
    this.pending = [];
    /** @type {Map<string, Step>} */
    this.steps = new Map(Object.entries({ ...SCREENS, ...screens }).map(this.#setUp, this));
    addEventListener("popstate", () => this.#followAddress());
    document.addEventListener("click", (event) => this.#followLink(event));
  }

  /** @param {StepName} wanted */
  start(wanted) {
    history.replaceState(null, "", `#${this.#show(wanted)}`);
  }

  /** @param {StepName} wanted */
  go(wanted) {
    const shown = this.#show(wanted);
    if (location.hash !== `#${shown}`) history.pushState(null, "", `#${shown}`);
  }

  /** The screen on show tells anew what is known. */
  refresh() {
    this.steps.get(this.current)?.enter();
    this.#showProgress();
  }

  /** @param {[string, StepScreen]} screen @returns {[string, Step]} */
  #setUp([name, screen]) {
    const form = formOf(name);
    onSubmit(form, () => this.#leave(/** @type {StepName} */ (name)));
    return [name, screen(this, form)];
  }

  /** @param {StepName} name */
  async #leave(name) {
    clearOutcome(formOf(name));
    clearErrors(formOf(name));
    const errors = await this.#errorsOnLeaving(name);
    if (errors === null) return;
    if (errors.length > 0) this.tell(errors);
    else this.go(this.#next(name));
  }

  /** @param {StepName} name @returns {Promise<FieldError[] | null>} */
  async #errorsOnLeaving(name) {
    try {
      return (await this.steps.get(name)?.leave()) ?? null;
    } catch (failure) {
      return this.turn(failure) ? null : this.errorsOnFailure(failure);
    }
  }

  /** @param {unknown} failure */
  errorsOnFailure(failure) {
    const proof = this.request.typed.code ? "code" : "order_number";
    return errorsOnFailure(failure, { proof, timeZone: this.request.branch?.timezone });
  }

  /**
   * Shows each error on the screen that asks for its datum, one screen after the other.
   * @param {FieldError[]} errors
   */
  tell(errors) {
    this.pending = errors;
    const here = errors.some((error) => this.#screenOf(error) === this.current);
    if (here) this.#tellPending();
    else this.go(this.#screenOf(errors[0]));
  }

  #tellPending() {
    const mine = this.pending.filter((error) => this.#screenOf(error) === this.current);
    this.pending = this.pending.filter((error) => !mine.includes(error));
    if (mine.length > 0) showErrors(formOf(this.current), mine);
  }

  /** @param {FieldError} error @returns {StepName} */
  #screenOf(error) {
    return error.field ? onWay(stepOf(error.field), this.request.steps) : this.current;
  }

  /** @param {StepName} name @returns {StepName} */
  #next(name) {
    if (this.pending.length > 0) return this.#screenOf(this.pending[0]);
    const { request } = this;
    return stepAfter(name, (step) => request.isComplete(step), request.goesStraight, request.steps);
  }

  /** @param {StepName} wanted @returns {StepName} the step that was shown */
  #show(wanted) {
    const name = reachable(wanted, (step) => this.request.isComplete(step), this.request.steps);
    this.current = name;
    showOnly(`[data-step="${name}"]`);
    clearErrors(formOf(name));
    clearOutcome(formOf(name));
    this.steps.get(name)?.enter();
    this.#showProgress();
    element(formOf(name), "h1").focus();
    scrollTo(0, 0);
    this.#tellPending();
    return name;
  }

  #showProgress() {
    const { steps, branch } = this.request;
    const at = steps.indexOf(this.current);
    const progress = text("wizard.progress", { step: at + 1, of: steps.length });
    setTitle(`${text(`wizard.step.${this.current}`)} (${progress})`);
    element(document, "[data-progress]").hidden = false;
    element(document, "[data-steps]").hidden = false;
    fill(element(document, "[data-progress]"), { progress });
    for (const mark of document.querySelectorAll("[data-of]")) markStep(mark, steps, at);
    const receipt = element(document, "[data-receipt]");
    receipt.hidden = !branch;
    fill(receipt, summaryOf(this.request));
    const notice = branch?.privacy_notice_url;
    for (const link of document.querySelectorAll("[data-privacy]")) link.setAttribute("href", notice ?? OURS);
  }

  #followAddress() {
    const wanted = stepNamed(location.hash.slice(1));
    if (wanted && wanted !== this.current) this.#show(wanted);
  }

  /** @param {MouseEvent} event */
  #followLink(event) {
    const link = event.target instanceof Element ? event.target.closest("[data-go]") : null;
    const wanted = stepNamed(link?.getAttribute("data-go"));
    if (!wanted) return;
    event.preventDefault();
    this.go(wanted);
  }
}

/** @param {Element} mark @param {string[]} steps @param {number} at the place of the current step */
function markStep(mark, steps, at) {
  const place = steps.indexOf(mark.getAttribute("data-of") ?? "");
  mark.toggleAttribute("hidden", place < 0);
  mark.toggleAttribute("data-done", place < at);
  if (place === at) mark.setAttribute("aria-current", "step");
  else mark.removeAttribute("aria-current");
}

/** @param {string} name */
export function formOf(name) {
  return find(document, `[data-step="${name}"] form`, HTMLFormElement);
}
