"""Three writers of one document tree: HTML, PDF and Word; the same input gives the same bytes."""

from pourparler.brief.writers.charts import draw
from pourparler.brief.writers.drawing import Drawing
from pourparler.brief.writers.html import write_html
from pourparler.brief.writers.pdf import Typesetting, write_pdf
from pourparler.brief.writers.word import write_word

__all__ = ["Drawing", "Typesetting", "draw", "write_html", "write_pdf", "write_word"]
