"""What is kept and where: the adapters behind the domain's ports."""
