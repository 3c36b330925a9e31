/** The captcha of one form: begun when somebody begins to type, and done before he ends. */

import { withCaptcha } from "./captcha-asked.js";
import { solveCaptcha } from "./captcha.js";
import { element } from "./page.js";

const FRESH_MS = 4 * 60 * 1000; // the server lets a challenge live longer

export class FormCaptcha {
  /** @param {HTMLFormElement} form with a line `[data-captcha]` @param {string} action */
  constructor(form, action) {
    this.action = action;
    this.line = element(form, "[data-captcha]");
    /** @type {Promise<string> | null} */
    this.solving = null;
    this.begun = 0;
  }

  /** In the background; a failure is told by `send`, which tries again. @param {HTMLFormElement} form */
  startOnFocus(form) {
    form.addEventListener("focusin", () => this.#start().catch(() => {}));
  }

  /**
   * @template T
   * @param {(captcha?: string) => Promise<T>} request
   * @returns {Promise<T>}
   */
  async send(request) {
    return withCaptcha(request, () => this.#take(), await this.#take());
  }

  /**
   * Where the server asks for one only after failures.
   * @template T
   * @param {(captcha?: string) => Promise<T>} request
   * @returns {Promise<T>}
   */
  sendAsked(request) {
    return withCaptcha(request, () => this.#take());
  }

  /** Each is good for one request. */
  async #take() {
    if (Date.now() - this.begun > FRESH_MS) this.solving = null;
    const captcha = await this.#start();
    this.solving = null;
    return captcha;
  }

  #start() {
    this.solving ??= this.#solve();
    return this.solving;
  }

  async #solve() {
    this.begun = Date.now();
    this.#show("working");
    try {
      const captcha = await solveCaptcha(this.action);
      this.#show("done");
      return captcha;
    } catch (failure) {
      this.solving = null;
      this.#show("");
      throw failure;
    }
  }

  /** @param {string} state */
  #show(state) {
    for (const words of this.line.querySelectorAll("[data-when]")) {
      words.toggleAttribute("hidden", words.getAttribute("data-when") !== state);
    }
  }
}
