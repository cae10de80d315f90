"""Display in notebooks: escaped, without scripts or colors of its own."""
import html.parser

import openness

VOID = {"br", "hr", "img"}


class Page(html.parser.HTMLParser):
    """Refuses what must not be in a page, and tags that do not nest."""

    def __init__(self, text):
        super().__init__()
        self.open, self.links, self.words = [], [], []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        assert tag not in ("script", "style", "iframe", "link", "img"), tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            if name == "href":
                assert value.startswith(("https://", "http://")), value
                self.links.append(value)
            if name == "style":
                # A fixed color is readable in light or in dark, not in both.
                for part in value.replace(" ", "").split(";"):
                    key, _, color = part.partition(":")
                    assert key != "color" or color == "inherit", part
                    assert key != "background" or color in ("none", "currentColor"), part
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def test_a_report():
    page = Page(openness.score("bigscience/bloom")._repr_html_())
    words = "".join(page.words)
    assert "BLOOM 176B (bigscience/bloom)" in words and "67.1-69.2; Weights released" in words
    assert "OPN1/spectrum-1@1/" in words and "https://huggingface.co/bigscience/bloom" in page.links


def test_every_release_and_definition():
    known = openness.default_database()
    for rubric in known.rubrics:
        Page(openness.score("openai/gpt-oss-120b", rubric)._repr_html_())
    for release in known.releases:
        Page(openness.score(release)._repr_html_())


def test_hostile_values(record):
    record["name"] = '<script>alert(1)</script>"'
    record["artifacts"][0]["evidence"] = [{"source": "javascript:alert(1)", "shows": "<b>x</b>"}]
    try:
        page = openness.score(record)._repr_html_()
    except openness.Error:
        record["artifacts"][0]["evidence"] = [{"source": "https://example.org/\"onclick=", "shows": "x"}]
        page = openness.score(record)._repr_html_()
    assert "<script" not in page
    assert "<script>alert(1)</script>" in "".join(Page(page).words)


def test_the_others():
    Page(openness.compare(["bigscience/bloom"])._repr_html_())
    Page(openness.may("llama-3.1")._repr_html_())
    Page(openness.why("bigscience/bloom", "g7-2026", "osaid-1.0")._repr_html_())
    Page(openness.License("MIT")._repr_html_())
    Page(openness.Report.from_vector(openness.score("bigscience/bloom").vector)._repr_html_())
