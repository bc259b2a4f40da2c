"""A page becomes a PDF by Playwright: PAGE PDF CHROMIUM FONTS.

For each line that comes in: once, with the browser and the page open and warm, and a line with the
milliseconds that it took.
"""

import pathlib
import sys
import time

from playwright.sync_api import sync_playwright

page_file, pdf_file, chromium, fonts = sys.argv[1:]
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

page_path = pathlib.Path(page_file).resolve()
html = page_path.read_text(encoding="utf-8")
folder = pathlib.Path(fonts).resolve().as_uri()
# From a file, so that it may read the fonts beside it.
page_path.write_text(html.replace("FONTS", folder), encoding="utf-8")

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    page = browser.new_page()

    def once():
        page.goto(page_path.as_uri())
        return page.pdf(prefer_css_page_size=True, print_background=True)

    once()
    for _ in sys.stdin:
        begin = time.perf_counter()
        pdf = once()
        print((time.perf_counter() - begin) * 1000, flush=True)
        pathlib.Path(pdf_file).write_bytes(pdf)
    browser.close()
