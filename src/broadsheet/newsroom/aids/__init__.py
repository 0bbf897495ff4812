"""What helps while somebody writes: tags that the text names, its length, and what is better looked at once more.

Guarantees: nothing here keeps anybody from saving or publishing; nothing is stored; what is told of other posts
is only whether an address is on the site. Works on the form as it is, by script while it is written, and
without a script on what was saved last::

    tags_in("Harbour opens", "<p>The <b>Harbour Board</b> met.</p>")   # the tags that exist, best first
    warnings_of(Draft(body=..., tags=...))                             # sentences
"""
