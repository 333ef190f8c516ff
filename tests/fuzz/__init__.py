"""Targets for fuzzing (`make fuzz`), and the inputs that once broke something (`cases/`), which the tests read again."""
