"""Stage 4: between entities: who holds which title where, and who agreed what."""
