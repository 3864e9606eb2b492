"""The pages of bodies, terms, rounds, organisations and people."""
