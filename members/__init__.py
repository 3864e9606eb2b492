"""Who represents whom: organisations, bodies, terms, seats and the people in them."""
