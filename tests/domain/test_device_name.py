"""The names of devices, in the words of who owns them."""

from __future__ import annotations

import pytest

from chalicelib.domain.device_name import LONGEST, device_name

KHTML = "AppleWebKit/537.36 (KHTML, like Gecko)"
SAYS = {
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KHTML} Chrome/131.0.0.0 Safari/537.36": (
        "Chrome en Windows"
    ),
    f"Mozilla/5.0 (Windows NT 10.0) {KHTML} Chrome/131.0 Safari/537.36 Edg/131.0": (
        "Edge en Windows"
    ),
    f"Mozilla/5.0 (Linux; Android 14; Pixel 8) {KHTML} Chrome/131.0 Mobile Safari/537.36": (
        "Chrome en Android"
    ),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1": (
        "Safari en iPhone"
    ),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) CriOS/131.0 Safari/604.1": (
        "Chrome en iPhone"
    ),
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:132.0) Gecko Firefox/132.0": "Firefox en Mac",
    "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0": "Firefox en Linux",
    "okhttp/4.12.0": "Aplicación en Android",
    "Facturable/1 CFNetwork/1568.200.51 Darwin/24.1.0": "Aplicación en Apple",
    "curl/8.5.0": "Dispositivo sin nombre",
    "": "Dispositivo sin nombre",
}


@pytest.mark.parametrize(("says", "name"), SAYS.items())
def test_a_device_is_called_by_its_browser_and_its_kind(says, name):
    assert device_name(says) == name


def test_no_device_writes_its_own_words_into_the_list():
    assert len(device_name("<script>" * 10_000 + "Chrome/ Windows")) <= LONGEST
