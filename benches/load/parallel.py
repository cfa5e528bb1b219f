"""Asks for one address many times at once, and meanwhile for a simple page: what became of it, and what it took.

python3 benches/load/parallel.py PORT PID PATH TIMES   (PID: the program, whose memory and threads are looked at)
"""

import asyncio
import sys
import time
from collections import Counter

PORT, PID, PATH, TIMES = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
SIMPLE = "/bronnen"


def size():
    """Megabytes in memory, and threads."""
    lines = (line.split() for line in open(f"/proc/{PID}/status"))
    status = {words[0]: words[1] for words in lines if len(words) > 1}
    return int(status["VmRSS:"]) // 1024, int(status["Threads:"])


async def get(path):
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
    status = int((await reader.readline()).split()[1])
    while await reader.read(1 << 16):
        pass
    writer.close()
    return status


async def main():
    sizes, waits, done = [size()], [], asyncio.Event()

    async def watch():
        while not done.is_set():
            sizes.append(size())
            await asyncio.sleep(0.02)

    async def simple():
        while not done.is_set():
            began = time.monotonic()
            await get(SIMPLE)
            waits.append(time.monotonic() - began)
            await asyncio.sleep(0.05)

    beside = [asyncio.create_task(watch()), asyncio.create_task(simple())]
    began = time.monotonic()
    answers = Counter(await asyncio.gather(*(get(PATH) for _ in range(TIMES))))
    took = time.monotonic() - began
    done.set()
    await asyncio.gather(*beside)
    waits.sort()
    print(f"{dict(answers)} in {took:.1f} s; memory {sizes[0][0]} -> {max(one[0] for one in sizes)} MB, "
          f"{max(one[1] for one in sizes)} threads; {SIMPLE} median {waits[len(waits) // 2]:.3f}, worst {waits[-1]:.3f} s")


asyncio.run(main())
