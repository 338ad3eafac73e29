"""Who is calling, what part of the tree of units they see, and the journal of what they did and saw."""
