/** What mailed links open: a button that POSTs, since programs that scan mail follow links too. */

import { ApiProblem, post } from "../api.js";
import { insistVisibly } from "../insist.js";
import { formOf, go } from "./screens.js";
import { setUpSending } from "./sending.js";

/** @type {Record<string, { path: string, done: string, token_used: string, token_expired: string }>} */
const LINKS = {
  confirmar: {
    path: "/v1/accounts/confirmations",
    done: "confirmada",
    token_used: "ya-confirmada",
    token_expired: "reenviar",
  },
  correo: {
    path: "/v1/account/email-changes/confirmations",
    done: "correo-cambiado",
    token_used: "correo-vencido",
    token_expired: "correo-vencido",
  },
};

/** @type {Record<string, string>} tokens by screen: in memory, and nowhere else */
const tokens = {};

export function setUpLinks() {
  for (const [name, link] of Object.entries(LINKS)) {
    setUpSending(formOf(name), {
      async send() {
        await insistVisibly(() => post(link.path, { token: tokens[name] }));
        go(link.done);
      },
      turn(failure) {
        if (!(failure instanceof ApiProblem)) return false;
        if (failure.code === "token_used") go(link.token_used);
        else if (failure.code === "token_expired") go(link.token_expired, "vencido");
        else return false;
        return true;
      },
    });
  }
}

/**
 * @param {string} name of a screen that needs a token
 * @param {string} token of the address, "" when it had none
 * @returns {{ name: string, why?: string }} it, or where an incomplete link leads
 */
export function linkScreen(name, token) {
  tokens[name] = token || (tokens[name] ?? "");
  return tokens[name] ? { name } : { name: LINKS[name].token_expired, why: "vencido" };
}

/** @param {string} name */
export function isLinkScreen(name) {
  return Object.hasOwn(LINKS, name);
}
