"""Taking a whole business out of a deployment, and putting it into another one."""
