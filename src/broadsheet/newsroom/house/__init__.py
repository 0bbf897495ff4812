"""The house style: what the settings of the paper say, changed by people who do not open its file.

``sections`` are the forms, ``links`` the field for lists of links, ``views`` the pages, ``saving`` what is done with
what they send, ``menu`` what standing pages ask of the menu, ``logo`` what a picture goes through before it is the
logo. The one truth is ``broadsheet.toml`` (:mod:`broadsheet.settings_file`).
"""
