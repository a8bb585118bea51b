"""The local Connect as another language's SDK meets it."""
