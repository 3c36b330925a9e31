"""The static site: what is in its folder, as browsers like it, and nothing else."""

from __future__ import annotations

import gzip

import pytest

from infra.local.front.site import Site
from infra.local.http_messages import Request

LONG = "<!doctype html><title>Inicio</title>" + "<p>Facturable</p>" * 100


@pytest.fixture
def site(tmp_path) -> Site:
    root = tmp_path / "web"
    (root / "estado").mkdir(parents=True)
    (root / "vacía").mkdir()
    (root / ".well-known").mkdir()
    (root / "index.html").write_text(LONG)
    (root / "404.html").write_text("<title>No existe</title>")
    (root / "estado" / "index.html").write_text("<title>Estado</title>")
    (root / "app.js").write_text("export {};")
    (root / "year.css").write_text("")
    (root / ".env").write_text("SECRET")
    (root / ".well-known" / "apple-app-site-association").write_text("{}")
    (tmp_path / "secret.txt").write_text("SECRET")
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    return Site(root)


def get(site: Site, target: str, method: str = "GET", **headers: str):
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    answer = site(Request(method, target, named))
    return answer, dict(answer.headers)


def test_a_folder_is_its_index(site):
    answer, headers = get(site, "/")

    assert answer.status == 200
    assert answer.body.decode() == LONG
    assert headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_folder_without_its_slash_is_sent_there_with_its_query(site):
    answer, headers = get(site, "/estado?de=correo")

    assert answer.status == 308
    assert headers["Location"] == "/estado/?de=correo"


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/app.js", "text/javascript; charset=utf-8"),
        ("/year.css", "text/css; charset=utf-8"),
        ("/.well-known/apple-app-site-association", "application/json"),
    ],
)
def test_a_file_has_its_content_type(site, path, content_type):
    answer, headers = get(site, path)

    assert answer.status == 200
    assert headers["Content-Type"] == content_type


@pytest.mark.parametrize(
    "path",
    [
        "/nada",
        "/vacía/",
        "/app.js/",
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/estado/../../secret.txt",
        "/..%5csecret.txt",
        "/%00",
        "/link.txt",
        "/.env",
        "/.well-known/../.env",
        "//etc/passwd",
        "/%2fetc/passwd",
    ],
)
def test_nothing_outside_and_nothing_hidden_is_found(site, path):
    answer, headers = get(site, path)

    assert answer.status == 404
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert b"No existe" in answer.body


def test_a_copy_that_still_holds_is_not_sent_again(site):
    _, first = get(site, "/")

    again, headers = get(site, "/", if_none_match=f'"other", {first["ETag"]}')

    assert again.status == 304
    assert again.body == b""
    assert headers["ETag"] == first["ETag"]


def test_a_changed_file_has_another_version(site):
    _, first = get(site, "/app.js")
    (site.root / "app.js").write_text("export const changed = true;")

    answer, headers = get(site, "/app.js", if_none_match=first["ETag"])

    assert answer.status == 200
    assert headers["ETag"] != first["ETag"]


def test_a_text_is_compressed_for_whoever_reads_that(site):
    answer, headers = get(site, "/", accept_encoding="br, gzip;q=0.8")

    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.body).decode() == LONG
    assert len(answer.body) < len(LONG)


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity, gzip;q=0.0"])
def test_nobody_else_gets_it_compressed(site, accepted):
    _, headers = get(site, "/", accept_encoding=accepted)

    assert "Content-Encoding" not in headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_page_is_only_read(site, method):
    answer, headers = get(site, "/", method)

    assert answer.status == 405
    assert headers["Allow"] == "GET, HEAD, OPTIONS"
    assert headers["Content-Type"] == "application/problem+json"


def test_options_tells_what_a_page_allows(site):
    answer, headers = get(site, "/", "OPTIONS")

    assert answer.status == 204
    assert headers["Allow"] == "GET, HEAD, OPTIONS"
