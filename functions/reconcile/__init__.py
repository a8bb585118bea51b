"""What closes gaps that no event closes."""
