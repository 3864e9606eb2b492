"""The pages of meetings: for readers, and for those who prepare them."""
