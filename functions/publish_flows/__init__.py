"""The function that publishes the shipped flows of a deployment in its instance."""
