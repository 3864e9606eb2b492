"""The public pages of networks, and of rooms that are offered and looked for."""
