"""Who an invoice is made out to, and every reason SAT could have to refuse those data.

What can be known without asking SAT is found here, all of it at once; whether name, postal code
and régimen are the ones registered for the RFC, only the stamp tells (CFDI40143 to CFDI40159).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.catalogs import sat
from chalicelib.catalogs.postal_codes import is_well_formed
from chalicelib.catalogs.postal_codes import postal_code as find_postal_code
from chalicelib.catalogs.regimen_societario import without_regimen_societario
from chalicelib.catalogs.sat import Persona, RegimenFiscal, UsoCFDI
from chalicelib.domain.rfc import FOREIGN_GENERIC, RFC, InvalidRFC

# cfdv40.xsd, Nombre of the Receptor.
NAME_LENGTH = 300
# `|` parts the cadena original; the rest cannot be written in XML 1.0, or is a control character.
ILLEGAL = re.compile(r"[|\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
RUNS_OF_SPACES = re.compile(r" {2,}")

# SAT's guide for a buyer without a Mexican RFC: no obligations in Mexico, no fiscal effect.
FOREIGN_REGIMEN_FISCAL = "616"
FOREIGN_USO_CFDI = "S01"

EXPENSES = "G03"
NO_FISCAL_EFFECT = "S01"


class Severity(StrEnum):
    """An error keeps the invoice from being asked for; a warning asks to look again."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """One finding: `field` and `code` are those of the HTTP contract."""

    field: str
    code: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True)
class Receptor:
    """The five fiscal data of a CFDI's Receptor, but for UsoCFDI, which belongs to the purchase.

    `name` is kept as `normalise_name` writes it. ResidenciaFiscal and NumRegIdTrib are never
    sent: they are for exports with a foreign trade complement (CFDI40150 to CFDI40156).
    """

    rfc: RFC
    name: str
    postal_code: str
    regimen_fiscal: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", normalise_name(self.name))


def foreign_receptor(branch_postal_code: str, name: str) -> Receptor:
    """Make the receptor of a buyer without a Mexican RFC, at the branch's postal code.

    CFDI40149 wants LugarExpedicion there; the use to go with it is FOREIGN_USO_CFDI.
    """
    return Receptor(RFC(FOREIGN_GENERIC), name, branch_postal_code, FOREIGN_REGIMEN_FISCAL)


def normalise_name(name: str) -> str:
    """Write a name as SAT does, changing only what nobody can see or mean: case and outer spaces.

    Every kind of space becomes a plain one and invisible marks go; inner runs of spaces, dots
    and accents stay, since SAT may have them so.
    """
    visible = (" " if _is_space(char) else char for char in name if not _is_invisible(char))
    return unicodedata.normalize("NFC", "".join(visible).upper()).strip(" ")


def suggested_name(name: str, persona: Persona = Persona.MORAL) -> str:
    """Propose the name as SAT probably holds it: no kind of company, single spaces.

    A person keeps every word: SA and SC are nobody's kind of company there.
    """
    single = RUNS_OF_SPACES.sub(" ", normalise_name(name))
    return single if persona is Persona.FISICA else without_regimen_societario(single)


def suggested_uso_cfdi(regimen_fiscal: str) -> str:
    """Propose the use most shoppers of that régimen want: expenses where SAT takes them."""
    use = sat.uso_cfdi(EXPENSES)
    return EXPENSES if use and regimen_fiscal in use.regimenes else NO_FISCAL_EFFECT


def allowed_regimenes(rfc: RFC) -> tuple[RegimenFiscal, ...]:
    """List the régimenes that the holder of an RFC may have."""
    if rfc.is_foreign_generic:
        return tuple(one for one in sat.regimenes_fiscales() if one.code == FOREIGN_REGIMEN_FISCAL)
    return sat.regimenes_for(rfc.persona)


def allowed_usos(rfc: RFC, regimen_fiscal: str) -> tuple[UsoCFDI, ...]:
    """List the uses that SAT takes from the holder of an RFC in a régimen, for any CFDI."""
    if rfc.is_foreign_generic:
        wanted = FOREIGN_USO_CFDI if regimen_fiscal == FOREIGN_REGIMEN_FISCAL else None
        return tuple(one for one in sat.usos_cfdi() if one.code == wanted)
    return sat.usos_for(rfc.persona, regimen_fiscal)


def check_receptor(
    rfc: RFC | str,
    name: str | None = None,
    postal_code: str | None = None,
    regimen_fiscal: str | None = None,
    uso_cfdi: str | None = None,
) -> list[Problem]:
    """Find everything wrong with fiscal data as typed, field by field in the order of the form.

    None means "not given yet" and is not judged; an empty text is `required`. Nothing is changed:
    what `normalise_name` would mend is not a finding. An RFC that cannot be read is one finding,
    and the rest is judged as far as that is possible without knowing the kind of person.
    """
    holder = _read(rfc)
    findings = (
        _rfc_problems(str(rfc), holder),
        _name_problems(name, holder),
        _postal_code_problems(postal_code),
        _regimen_problems(regimen_fiscal, holder),
        _uso_problems(uso_cfdi, regimen_fiscal, holder),
    )
    return [problem for of_field in findings for problem in of_field]


def _read(rfc: RFC | str) -> RFC | None:
    try:
        return rfc if isinstance(rfc, RFC) else RFC.parse(rfc)
    except InvalidRFC:
        return None


def _rfc_problems(typed: str, holder: RFC | None) -> Iterator[Problem]:
    if not typed.strip():
        yield Problem("rfc", "required")
    elif holder is None:
        yield Problem("rfc", InvalidRFC.code)
    elif holder.is_national_generic:
        # XAXX is for the factura global: a nominative one to it is nobody's (CFDI40130).
        yield Problem("rfc", "rfc_generic")
    elif not holder.check_digit_ok:
        yield Problem("rfc", "check_digit", Severity.WARNING)


def _name_problems(name: str | None, holder: RFC | None) -> Iterator[Problem]:
    if name is None:
        return
    normal = normalise_name(name)
    if not normal:
        yield Problem("name", "required")
    if len(normal) > NAME_LENGTH:
        yield Problem("name", "too_long")
    if ILLEGAL.search(normal):
        yield Problem("name", "wrong_format")
    if RUNS_OF_SPACES.search(normal):
        yield Problem("name", "name_double_space", Severity.WARNING)
    if holder and _ends_in_regimen_societario(normal, holder.persona):
        yield Problem("name", "name_has_regimen_societario", Severity.WARNING)


def _postal_code_problems(code: str | None) -> Iterator[Problem]:
    if code is None:
        return
    if not code:
        yield Problem("postal_code", "required")
    elif not is_well_formed(code):
        yield Problem("postal_code", "wrong_format")
    elif find_postal_code(code) is None:
        yield Problem("postal_code", "unknown_postal_code")


def _regimen_problems(code: str | None, holder: RFC | None) -> Iterator[Problem]:
    if code is None:
        return
    if not code:
        yield Problem("regimen_fiscal", "required")
    elif sat.regimen_fiscal(code) is None:
        yield Problem("regimen_fiscal", "not_in_catalog")
    elif holder and all(one.code != code for one in allowed_regimenes(holder)):
        yield Problem("regimen_fiscal", "not_allowed_for_persona")


def _uso_problems(code: str | None, regimen: str | None, holder: RFC | None) -> Iterator[Problem]:
    if code is None:
        return
    use = sat.uso_cfdi(code)
    if not code:
        yield Problem("uso_cfdi", "required")
    elif use is None:
        yield Problem("uso_cfdi", "not_in_catalog")
    elif holder and not _fits_persona(use, holder):
        yield Problem("uso_cfdi", "not_allowed_for_persona")
    elif regimen and sat.regimen_fiscal(regimen) and regimen not in use.regimenes:
        yield Problem("uso_cfdi", "not_allowed_for_regimen")


def _fits_persona(use: UsoCFDI, holder: RFC) -> bool:
    if holder.is_foreign_generic:
        return use.code == FOREIGN_USO_CFDI
    return holder.persona in use.personas


def _ends_in_regimen_societario(name: str, persona: Persona) -> bool:
    return persona is Persona.MORAL and without_regimen_societario(name) != name


def _is_space(char: str) -> bool:
    return char in "\t\n\r" or unicodedata.category(char) == "Zs"


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) == "Cf"
