"""Forms of grants: answers, questions, calls."""
