"""Grants: kinds and rules, calls with their questions, applications."""
