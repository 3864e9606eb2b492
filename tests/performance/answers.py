"""How long the server takes for a page, asked in this very process, with the queries counted.

A query in the address keeps an answer out of the kept pages (portal/page_cache.py), so every answer is made anew.
"""

import os
import time
from collections.abc import Mapping
from pathlib import Path

TIMES = 40
TICKS = os.sysconf("SC_CLK_TCK")


def print_answers(addresses: Mapping[str, str], *, user: object = None, times: int = TIMES) -> None:
    """Print for each named address median and 95th percentile of server time, the CPU time in it, and the queries.

    CPU time is what a page takes when nobody else uses the machine: the median of Python, and the mean of PostgreSQL.
    """
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from portal import web

    web.settle()
    client = Client()
    if user is not None:
        client.force_login(user)
    print(f"{'page':<26}{'median ms':>11}{'p95 ms':>9}{'CPU ms':>9}{'of DB ms':>10}{'queries':>9}{'KB':>7}")
    for name, address in addresses.items():
        taken, cpu = [], []
        client.get(address)
        of_database = database_seconds()
        for number in range(times):
            began, cpu_began = time.perf_counter(), time.process_time()
            response = client.get(f"{address}{'&' if '?' in address else '?'}n={number}")
            taken.append(1000 * (time.perf_counter() - began))
            cpu.append(1000 * (time.process_time() - cpu_began))
            if response.status_code != 200:
                raise RuntimeError(f"{address}: {response.status_code}")
        of_database = 1000 * (database_seconds() - of_database) / times
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{address}{'&' if '?' in address else '?'}n=")
        size = len(response.content) / 1024
        taken.sort()
        cpu.sort()
        print(
            f"{name:<26}{taken[times // 2]:>11.1f}{taken[int(times * 0.95)]:>9.1f}{cpu[times // 2]:>9.1f}"
            f"{of_database:>10.1f}{len(queries):>9}{size:>7.0f}",
            flush=True,
        )


def database_seconds() -> float:
    """The CPU time of the process that serves this connection; nothing where it is on another machine."""
    from django.db import connection

    connection.ensure_connection()
    try:
        fields = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rpartition(")")[2]
    except OSError:
        return 0
    return sum(map(int, fields.split()[11:13])) / TICKS
