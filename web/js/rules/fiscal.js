/** Which régimen and which uso a taxpayer may state, by SAT's own tables. */

/**
 * @param {Regimen[]} regimenes
 * @param {Persona | null} persona
 */
export function regimenesFor(regimenes, persona) {
  return regimenes.filter((regimen) => !persona || regimen.personas.includes(persona));
}

/**
 * @param {UsoCfdi[]} usos
 * @param {Persona | null} persona
 * @param {string} regimen code, or "" while there is none
 */
export function usosFor(usos, persona, regimen) {
  return usos.filter(
    (uso) =>
      (!persona || uso.personas.includes(persona)) && (!regimen || uso.regimenes.includes(regimen)),
  );
}

/**
 * Personal deductions must not be paid in cash (LISR 151-I): worth a word, not a refusal.
 * @param {string} uso
 * @param {string} formaPago
 */
export function isCashDeduction(uso, formaPago) {
  return uso.startsWith("D") && formaPago === "01";
}
