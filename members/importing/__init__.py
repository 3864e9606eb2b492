"""Bringing a file of organisations into the register.

A file is judged and stored (`services.importing`), read into rows (`reading`), each row is compared with the register
(`checking`), and when somebody has said so, written (`storing`). The worker does the last three (`job`), in batches: each
batch and the mark how far it went are one transaction, so that whoever takes the work up again does nothing twice.
"""
