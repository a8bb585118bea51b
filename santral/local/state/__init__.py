"""What is kept between runs: a journal of writes, and S3's objects as files."""
