"""A business leaves a deployment."""
