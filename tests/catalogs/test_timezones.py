import zoneinfo
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.catalogs.timezones import zone


def test_the_rules_are_the_pinned_ones_whatever_the_machine_has(tmp_path):
    stale = tmp_path / "America" / "Ciudad_Juarez"
    stale.parent.mkdir()
    stale.write_bytes(b"no zone file at all")
    machine = zoneinfo.TZPATH
    zone.cache_clear()
    zoneinfo.reset_tzpath([str(tmp_path)])
    try:
        summer = datetime(2026, 7, 1, tzinfo=UTC).astimezone(zone("America/Ciudad_Juarez"))
    finally:
        zoneinfo.reset_tzpath(machine)

    assert summer.utcoffset() == timedelta(hours=-6)


def test_a_zone_knows_its_name():
    assert str(zone("America/Bahia_Banderas")) == "America/Bahia_Banderas"


def test_a_zone_that_iana_does_not_have_is_an_error():
    with pytest.raises(FileNotFoundError):
        zone("America/Guadalajara")
