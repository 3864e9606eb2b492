"""How long the server takes for a page, asked in this very process, with the queries counted.

A query in the address keeps an answer out of the kept pages (portal/page_cache.py), so every answer is made anew.
"""

import time
from collections.abc import Mapping

TIMES = 40


def print_answers(addresses: Mapping[str, str], *, user: object = None, times: int = TIMES) -> None:
    """Print for each named address median and 95th percentile of server time, the CPU time of it, and the queries.

    CPU is that of Python alone, what it takes when nobody else uses the machine; wall time has the database's too.
    """
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    if user is not None:
        client.force_login(user)
    print(f"{'page':<26}{'median ms':>11}{'p95 ms':>9}{'CPU ms':>9}{'queries':>9}{'KB':>7}")
    for name, address in addresses.items():
        taken, cpu = [], []
        client.get(address)
        for number in range(times):
            began, cpu_began = time.perf_counter(), time.process_time()
            response = client.get(f"{address}{'&' if '?' in address else '?'}n={number}")
            taken.append(1000 * (time.perf_counter() - began))
            cpu.append(1000 * (time.process_time() - cpu_began))
            if response.status_code != 200:
                raise RuntimeError(f"{address}: {response.status_code}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{address}{'&' if '?' in address else '?'}n=")
        size = len(response.content) / 1024
        taken.sort()
        cpu.sort()
        print(
            f"{name:<26}{taken[times // 2]:>11.1f}{taken[int(times * 0.95)]:>9.1f}{cpu[times // 2]:>9.1f}"
            f"{len(queries):>9}{size:>7.0f}",
            flush=True,
        )
