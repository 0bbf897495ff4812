"""Standing pages (About, Contact) as they are listed and written in the newsroom."""
