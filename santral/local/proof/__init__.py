"""Proves a deployment on this computer, against an emulator of AWS."""
