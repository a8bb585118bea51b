"""Stories in a real browser, against a centre that was started as a user starts it."""
