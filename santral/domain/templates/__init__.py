"""What a new business is begun from: one template for each trade, its texts in five languages."""
