"""The published site as readers and machines meet it: browsers, link checkers, validators, feed readers."""
