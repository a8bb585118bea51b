"""What is missing before a stage can be deployed, each with its next step.

A check yields findings. What could not be looked at is a finding of its own and never a pass.
"""
