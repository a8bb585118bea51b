"""The commands of `python -m santral`, one module each; what is heavy is imported when it runs."""
