"""The panel of agents: its rules, without a centre."""
