"""GitHub-flavored Markdown from plain text: cells, rows and tables of the generated pages."""


def cell(text):
    """Text as it stands, within a table."""
    for char in "\\|*`<[":
        text = text.replace(char, "\\" + char)
    return text.replace("\n", " ")


def row(*cells):
    return "| " + " | ".join(cells) + " |"


def table(*heads):
    return [row(*heads), "|" + "---|" * len(heads)]
