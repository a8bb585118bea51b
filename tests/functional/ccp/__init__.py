"""The panel of agents, in a centre."""
