"""Meetings, their agendas and papers."""
