"""WordPress exports (WXR 1.0 to 1.2) as finds, however damaged.

::

    from pathlib import Path
    from broadsheet.rescue.finds import PostFind
    from broadsheet.rescue.wxr import read_wxr
    for find in read_wxr(Path("old-site.wordpress.xml")):
        print(find.headline if isinstance(find, PostFind) else find)
"""

from broadsheet.rescue.wxr.reader import Exports, read_wxr

__all__ = ["Exports", "read_wxr"]
