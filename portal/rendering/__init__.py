"""How the worker makes files: `job` takes rows from the queue, `pdf` renders, `check` looks at what came out.

Only worker processes import these modules: the renderer takes a second to load.
"""
