"""publish_flows against the local Connect, throttled as the service."""
