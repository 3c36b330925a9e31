/** Finding a branch by what people remember of it: no accents, any order of words. */

/** @param {string} text */
export function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * @param {Branch} branch
 * @param {string} typed
 */
export function branchMatches(branch, typed) {
  const where = plain(
    [branch.name, branch.brand.name, branch.address, branch.city, branch.postal_code].join(" "),
  );
  return plain(typed).split(/\s+/).every((word) => where.includes(word));
}

/**
 * @param {Branch[]} branches
 * @returns {[string, Branch[]][]} cities in alphabetical order, each with its branches
 */
export function byCity(branches) {
  /** @type {Map<string, Branch[]>} */
  const cities = new Map();
  for (const branch of branches) {
    cities.set(branch.city, [...(cities.get(branch.city) ?? []), branch]);
  }
  return [...cities].sort(([one], [other]) => one.localeCompare(other, "es-MX"));
}
