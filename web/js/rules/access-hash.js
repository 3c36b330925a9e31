/** The address of a screen of access: its name, and after a dot what it needs to know once. */

/**
 * `#confirmar.TOKEN` is the screen "confirmar" with a token, `#entrar.terminada` one with a reason.
 * @param {string} hash
 * @returns {{ screen: string, extra: string }}
 */
export function parseAccessHash(hash) {
  const [, screen = "", extra = ""] = /^#([a-z-]+)(?:\.(.*))?$/.exec(hash) ?? [];
  return { screen, extra };
}
