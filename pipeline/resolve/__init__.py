"""Stage 3: mentions to entities inside a release."""
