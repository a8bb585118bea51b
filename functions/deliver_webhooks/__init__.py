"""Tells tenants' own systems what has happened."""
