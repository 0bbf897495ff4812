"""Bringing back a copy of the old site from the browser, and dating what came back without a date.

``folders`` keeps the uploaded files, ``uploads`` takes them in, ``running`` starts and watches the processes that
read them, ``steps`` leads a copy from one stage to the next, ``reports`` reads what the processes told, ``views`` and
``undated`` are the pages.
"""
