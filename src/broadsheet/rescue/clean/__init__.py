"""Foreign HTML in, canonical body out.

::

    from broadsheet.rescue.clean import clean_body
    cleaned = clean_body("[caption]<img src='a.jpg'> The hall[/caption]\\n\\nTen came.")
    cleaned.body      # '<figure><img src="a.jpg" alt=""><figcaption>The hall</figcaption></figure><p>Ten came.</p>'
    cleaned.remarks   # what was repaired, dropped or left over, for the report
"""

from broadsheet.rescue.clean.cleaning import Cleaned, clean_body, clean_page
from broadsheet.rescue.clean.sources import Beside

__all__ = ["Beside", "Cleaned", "clean_body", "clean_page"]
