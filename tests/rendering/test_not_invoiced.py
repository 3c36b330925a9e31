from chalicelib.domain.ticket import LineKind
from chalicelib.rendering.not_invoiced import REASONS


def test_everything_that_a_ticket_can_leave_out_has_its_words():
    kinds = {kind.value for kind in LineKind if kind is not LineKind.SALE}

    assert set(REASONS) == kinds | {"tip"}


def test_each_reason_is_one_sentence_of_its_own():
    sentences = [reason.sentence for reason in REASONS.values()]

    assert len(set(sentences)) == len(sentences)
    assert all(sentence.endswith(".") for sentence in sentences)
