"""The newsroom: where people write, review and publish, in a browser.

A process of its own, with Django settings of its own (``broadsheet.newsroom.settings``), so that the press, the
rescue and the command line know nothing of it and stay small. It writes rows and changes; the press, in
another process, writes files.

Public modules: ``launching`` (starting the process; no Django), ``paper`` (which publication), ``serving`` (the
server), ``members`` (accounts), ``models``, ``roles``, ``stories``, ``pictures``, ``body`` (the seam to the editor of
bodies), ``founding`` (its tables)::

    from broadsheet.newsroom import launching
    with launching.newsroom_process(publication, host="127.0.0.1", port=8001):
        ...
"""
