"""Amazon Connect's protocol: the service model, and requests and replies by it."""
