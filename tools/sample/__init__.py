"""How the sample copy is made: manuscripts in, what a dead WordPress leaves behind out.

``posts/`` and ``pages/`` hold the manuscripts, ``site.toml`` the paper. ``manuscripts`` reads them,
``bodies`` writes them as WordPress's two editors would, ``wordpress`` and ``tag_page`` write the two
copies, ``ink`` and the ``scenes`` draw the pictures. Run ``python tools/make_sample.py``.
"""
