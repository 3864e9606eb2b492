"""The pages of grants."""
