"""Amazon Connect's API on a laptop, noun by noun, through boto3's own client."""
