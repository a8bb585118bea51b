"""The end of a business: everything of it is exported, taken away and deleted, and certified."""
