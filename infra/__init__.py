"""What is deployed: stacks, and the packages that they name."""
