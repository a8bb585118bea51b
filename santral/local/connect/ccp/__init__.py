"""The agents' panel (CCP): what Amazon Connect's own does behind its page; no sockets here."""
