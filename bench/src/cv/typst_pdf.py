"""A source becomes a PDF by typst: SOURCE PDF FONTS ["at once"].

For a line that comes in, or at once: the first time in this process, with the fonts that it needs and no
others, and a line with the milliseconds that it took.
"""

import pathlib
import sys
import time

import typst

source_file, pdf_file, fonts = sys.argv[1:4]
if "at once" not in sys.argv:
    sys.stdin.readline()
source = pathlib.Path(source_file).read_bytes()
begin = time.perf_counter()
pdf = typst.compile(source, font_paths=[fonts], ignore_system_fonts=True)
print((time.perf_counter() - begin) * 1000, flush=True)
pathlib.Path(pdf_file).write_bytes(pdf)
