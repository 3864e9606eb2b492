"""Template tags of grants."""
