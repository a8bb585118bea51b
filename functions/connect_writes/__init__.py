"""Every write to Amazon Connect's configuration: one queue, one at a time, in turns."""
