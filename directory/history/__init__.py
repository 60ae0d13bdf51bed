"""History: what has changed in the catalogue, said in words, and how does one go back? Reads the versions every row
leaves.
"""
