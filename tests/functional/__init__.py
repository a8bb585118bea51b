"""Does each function and store do its job? Against moto and our fakes."""
