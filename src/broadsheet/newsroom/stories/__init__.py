"""Posts as they are listed, written and looked after in the newsroom.

``adopting`` gives every post of the archive its story; ``form`` is what a writer fills in; ``listing`` finds
posts; ``guard`` asks about the very post; ``viewset`` holds them together.
"""
