from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rendering.pdf.block import space
from chalicelib.rendering.pdf.pagination import Frame, paginate

FRAME = Frame(first_top=40, next_top=20, bottom=100)
HEAD = space(5)
HEIGHTS = st.lists(st.floats(0.5, 55), max_size=60)


def rows(heights):
    return [replace(space(height), head=HEAD) for height in heights]


@given(HEIGHTS)
def test_every_block_is_placed_once_and_in_order(heights):
    blocks = rows(heights)

    pages = paginate(blocks, FRAME)

    placed = [each.block for page in pages for each in page if each.block is not HEAD]
    assert list(map(id, placed)) == list(map(id, blocks))


@given(HEIGHTS)
def test_blocks_neither_overlap_nor_run_off_the_page(heights):
    for page in paginate(rows(heights), FRAME):
        bottoms = [each.bottom for each in page]
        tops = [each.top for each in page]

        assert all(bottom <= top for bottom, top in zip(bottoms, tops[1:], strict=False))
        assert not bottoms or bottoms[-1] <= FRAME.bottom


@given(HEIGHTS)
def test_the_head_stands_once_at_the_top_of_every_page_of_its_rows(heights):
    for page in paginate(rows(heights), FRAME):
        heads = [position for position, each in enumerate(page) if each.block is HEAD]

        assert heads == ([0] if page else [])


def test_a_head_is_not_repeated_for_blocks_that_are_not_its_own():
    pages = paginate([*rows([30]), space(50), space(60)], FRAME)

    assert [[each.block.height for each in page] for page in pages] == [[5, 30], [50], [60]]


def test_a_block_higher_than_a_page_still_appears():
    pages = paginate([space(10), space(500), space(10)], FRAME)

    assert [len(page) for page in pages] == [1, 1, 1]
