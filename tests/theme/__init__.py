"""How pages look: the theme rendered on its own, without an archive."""
