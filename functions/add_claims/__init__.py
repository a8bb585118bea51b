"""Tenant and role into the access token."""
