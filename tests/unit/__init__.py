"""Is this rule right? Nothing is touched but the rule."""
