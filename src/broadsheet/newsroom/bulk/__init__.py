"""What is done to many posts of the list at once: tagged, taken off the site, deleted, given to somebody else.

Guarantees: each post is asked about by itself, and those that the member may not touch are named by number and left
alone; nothing happens before a page has said how many posts it will happen to; "all" are the posts that the list
showed, narrowed down as it was, and never more than :data:`~broadsheet.newsroom.bulk.asking.MOST`.
"""
