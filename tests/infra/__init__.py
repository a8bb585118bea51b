"""Does the synthesized template say what we think?"""
