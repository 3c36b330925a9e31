/** Where signing in leads back to: pages of our own by name, and no secret that one of them carries. */

import { ifKept } from "./kept.js";

const RETURN = "facturable.return";
const PANEL = "/cuenta/";
const OWN = /^\/(?:(?:ayuda|consultar|facturar|cuenta(?:\/[a-z-]+)?)\/(?:#[\w=&%.,:+-]*)?|acceso\/#contrasena|estado\/#[\w-]+)$/;

/**
 * A guest's page of an invoice is none: its address holds what opens it.
 * @param {string} path with its fragment
 */
export function isReturnPath(path) {
  return OWN.test(path);
}

/** @param {string} [path] this page's own */
export function keepReturnPath(path = location.pathname + location.hash) {
  ifKept(() => {
    if (isReturnPath(path)) sessionStorage.setItem(RETURN, path);
    else sessionStorage.removeItem(RETURN);
  });
}

/** @returns {string} good for once; the panel when nowhere was kept */
export function takeReturnPath() {
  const path = ifKept(() => sessionStorage.getItem(RETURN)) ?? "";
  ifKept(() => sessionStorage.removeItem(RETURN));
  return isReturnPath(path) ? path : PANEL;
}
