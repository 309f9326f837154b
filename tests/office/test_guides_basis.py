"""What guides rest on: an article that nobody has seen in print says so wherever the guide is shown."""

from __future__ import annotations

import re
import tomllib

import pytest

from cadreapp.kernel.paths import resources

# (document, articles) that were read in the text itself or in a page that gives it; every other article is from memory.
SEEN = {
    ("中国共产党支部工作条例（试行）", "十一 十二 十三 十四 十六 十七 十九"), ("中国共产党党内监督条例", "七 二十一"),
    ("党委（党组）落实全面从严治党主体责任规定", "十六"), ("中国共产党纪律处分条例", "五"),
    ("中华人民共和国公职人员政务处分法", "二 三"), ("中华人民共和国保守国家秘密法", "二十四"),
}  # fmt: skip
_READ = {(document, article) for document, articles in SEEN for article in articles.split()}
_BASIS = re.compile(r"《([^》]+)》\(\d{4}\)([^《]*)")
_ARTICLE = re.compile(r"第([一二三四五六七八九十]+)条")


def bases() -> list[str]:
    """Return every `basis` of the shipped guides, in whatever table it stands."""
    found: list[str] = []
    for path in sorted((resources() / "guides").glob("*.toml")):
        for value in tomllib.loads(path.read_text(encoding="utf-8")).values():
            found += [row["basis"] for row in value if isinstance(row, dict) and row.get("basis")] if isinstance(value, list) else []
    return found


@pytest.mark.parametrize("basis", sorted(set(bases())))
def test_an_article_from_memory_says_so(basis: str) -> None:
    for document, rest in _BASIS.findall(basis):
        from_memory = [a for a in _ARTICLE.findall(rest) if (document, a) not in _READ]
        assert not from_memory or "凭记忆" in rest, from_memory


def test_the_guides_name_articles_at_all() -> None:
    assert len([basis for basis in bases() if _ARTICLE.search(basis)]) >= 20
