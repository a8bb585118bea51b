"""presence: agents whose page is gone are made Offline."""
