"""A small load generator: keep-alive connections that ask one address over and over for some seconds."""

import asyncio
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What came of asking: requests per second, median and 95th percentile in milliseconds, bytes of one answer."""

    per_second: float
    median_ms: float
    p95_ms: float
    size: int


async def _body(reader: asyncio.StreamReader, head: bytes) -> int:
    """Read the rest of an answer, sent whole or in chunks; gives its size."""
    if b"content-length:" in head:
        size = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        await reader.readexactly(size)
        return size
    size = 0
    while chunk := int(await reader.readline(), 16):
        await reader.readexactly(chunk + 2)
        size += chunk
    await reader.readexactly(2)
    return size


async def _ask(port: int, path: str, until: float, times: list[float], headers: str) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n{headers}\r\n".encode()
    size = 0
    while time.perf_counter() < until:
        start = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n", 1)[0]:
            raise RuntimeError(f"{path}: {head.splitlines()[0].decode()}")
        size = await _body(reader, head.lower())
        times.append(time.perf_counter() - start)
        if b"connection: close" in head.lower():
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()
    return size


def ask_over_and_over(
    port: int, path: str, *, seconds: float, connections: int = 16, headers: str = ""
) -> Load:
    """Ask `path` of the server at `port` over `connections` connections for `seconds`; an error stops it."""
    times: list[float] = []

    async def run() -> int:
        until = time.perf_counter() + seconds
        sizes = await asyncio.gather(*(_ask(port, path, until, times, headers) for _ in range(connections)))
        return max(sizes)

    size = asyncio.run(run())
    ranked = sorted(times)
    return Load(
        per_second=len(times) / seconds,
        median_ms=ranked[len(ranked) // 2] * 1000,
        p95_ms=ranked[int(len(ranked) * 0.95)] * 1000,
        size=size,
    )
