"""Paragraphs become a DOCX by python-docx: LINES DOCX.

For each line that comes in: once, everything warm, and a line with the milliseconds that it took.
"""

import io
import json
import pathlib
import sys
import time

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Inches

lines_file, docx_file = sys.argv[1:]
lines = json.loads(pathlib.Path(lines_file).read_text(encoding="utf-8"))
STYLES = {
    "Title": "Title",
    "Subtitle": "Subtitle",
    "Heading": "Heading 1",
    "Entry": "Heading 2",
    "With": "Normal",
    "Body": "Body Text",
    "Bullet": "List Bullet",
}


def once():
    document = Document()
    contacts = []
    for line in lines:
        if line["style"] == "Contact":
            contacts.append(line["text"])
            continue
        if contacts:
            document.add_paragraph(" · ".join(contacts))
            contacts = []
        paragraph = document.add_paragraph(style=STYLES[line["style"]])
        if line["label"]:
            paragraph.add_run(line["label"]).bold = True
            paragraph.add_run(" ")
        paragraph.add_run(line["text"]).italic = line["style"] == "With" or None
        if line["date"]:
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(Inches(6.5), WD_TAB_ALIGNMENT.RIGHT)
            paragraph.add_run("\t" + line["date"])
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


once()
for _ in sys.stdin:
    begin = time.perf_counter()
    file = once()
    print((time.perf_counter() - begin) * 1000, flush=True)
    pathlib.Path(docx_file).write_bytes(file)
