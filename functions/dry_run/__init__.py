"""Rings a business in virtual time, before anybody else can."""
