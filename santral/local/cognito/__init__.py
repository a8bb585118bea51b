"""A user pool of Amazon Cognito in this process: what moto's takes on trust is checked here."""
