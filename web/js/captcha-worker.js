/** Tries counters until the derived key begins as the challenge asks: the machine's work, nobody's puzzle. */

/** @param {string} hex */
const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/** @param {ArrayBuffer} buffer */
const hexOf = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {CaptchaParameters} parameters @returns {Promise<CaptchaSolution>} */
async function solve({ algorithm, nonce, salt, cost, keyLength, keyPrefix }) {
  const by = { name: "PBKDF2", hash: algorithm.replace("PBKDF2/", ""), salt: bytesOf(salt), iterations: cost };
  const password = new Uint8Array([...bytesOf(nonce), 0, 0, 0, 0]);
  const counterPlace = new DataView(password.buffer, password.length - 4);
  for (let counter = 0; ; counter += 1) {
    counterPlace.setUint32(0, counter);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const derivedKey = hexOf(await crypto.subtle.deriveBits(by, key, keyLength * 8));
    if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey };
  }
}

self.addEventListener("message", async ({ data }) => {
  self.postMessage(await solve(data).catch(() => null)); // null: this browser cannot
});
