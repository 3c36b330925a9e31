/** What to call this device in the list of sessions: by the names that its makers gave it. */

/** @type {[RegExp, string][]} the first that fits: many claim to be Chrome or Safari besides */
const BROWSERS = [
  [/\bEdg(?:A|iOS)?\//, "Edge"],
  [/\b(?:OPR|OPiOS)\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:Chrome|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

/** @type {[RegExp, string][]} */
const SYSTEMS = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMacintosh\b/, "Mac"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

/** @param {string} userAgent @returns {string} "Chrome, Android"; "Web" when nothing is known */
export function deviceName(userAgent) {
  const known = [named(BROWSERS, userAgent), named(SYSTEMS, userAgent)].filter(Boolean);
  return known.join(", ") || "Web";
}

/** @param {[RegExp, string][]} names @param {string} userAgent */
function named(names, userAgent) {
  return names.find(([sign]) => sign.test(userAgent))?.[1];
}
