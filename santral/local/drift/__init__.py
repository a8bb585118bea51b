"""What a live instance has that the files do not say, and the other way round."""
