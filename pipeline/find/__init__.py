"""Stage 2: spaCy components that find mentions; each reads the Doc and writes spans."""
