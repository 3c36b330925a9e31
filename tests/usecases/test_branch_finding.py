import pytest

from chalicelib.domain.branch import Brand
from chalicelib.usecases.branch_finding import BranchFinding
from tests.factories import make_branch
from tests.twins.branches import BranchesInMemory

NUU = Brand("Casa Ñuu", "/media/nuu.png", "#112233")
BRANCHES = [
    make_branch(id="norte", name="Norte", city="Monterrey", postal_code="64000"),
    make_branch(id="centro", name="Centro Histórico"),
    make_branch(id="nuu", brand=NUU, name="Álamos", address="Av. Juárez 8", city="Querétaro"),
]


def found(**asked) -> list[str]:
    finding = BranchFinding(BranchesInMemory(BRANCHES))
    return [branch.id for branch in finding.find(**asked)]


def test_all_are_listed_by_brand_city_and_name():
    assert found() == ["nuu", "centro", "norte"]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"brand": "casa nuu"}, ["nuu"]),
        ({"brand": "Casa"}, []),
        ({"city": "queretaro"}, ["nuu"]),
        ({"city": "CIUDAD DE MEXICO"}, ["centro"]),
        ({"words": "alamos"}, ["nuu"]),
        ({"words": "juarez 8"}, ["nuu"]),
        ({"words": "historico centro"}, ["centro"]),
        ({"words": "64000"}, ["norte"]),
        ({"words": "zarapito"}, ["centro", "norte"]),
        ({"words": "zarapito", "city": "Monterrey"}, ["norte"]),
        ({"words": "zarapito querétaro"}, []),
        ({"words": "  "}, ["nuu", "centro", "norte"]),
    ],
)
def test_neither_case_nor_accents_count(asked, ids):
    assert found(**asked) == ids
