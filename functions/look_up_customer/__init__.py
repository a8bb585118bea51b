"""Tells a flow what the CRM knows."""
