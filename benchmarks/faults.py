"""What becomes of the tables when a run is killed, its disk fills up or its files are damaged.

    python -m benchmarks.faults --kills 60

Every run is `communique extract` over an invented corpus that is edited at random between runs, with a model that is
quick and poor (`tests/tiny_model.py`): it is the run that is tried here, not what it finds. A reader looks at the
tables all the while. After every fault the tables have to be, byte for byte, those of the last complete run or those of
this one, and the next run that is left alone has to give the bytes of a run from nothing. Disks of a given size and
read-only ones are made with `mount`, which takes root; without it those faults are left out.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from pipeline.cache.store import FILE
from pipeline.run import write_tables
from pipeline.schema import TABLES
from pipeline.settings import Settings
from pipeline.write import CURRENT

ROOT = Path(__file__).parent.parent
MODEL = "tiny_model"
SLOW = "0.02"  # seconds a text, so that there is time to kill a run in
IN_A_ROW = 5  # kills before a run is left alone
NONE = "none"

State = str


class Bench:
    """A corpus, an outputs folder, and what the tables in it may be."""

    def __init__(self, folder: Path, releases: int, draw: random.Random) -> None:
        self.folder = folder
        self.corpus = folder / "corpus"
        self.outputs = folder / "out"
        self.draw = draw
        self.allowed: set[State] = {NONE}
        self.wrong: list[str] = []
        for i in range(releases):
            self._write(f"{i:04}.txt")

    def edit(self) -> None:
        """Change, add and remove releases, and work out what the tables have to be."""
        names = sorted(path.name for path in self.corpus.iterdir())
        for name in self.draw.sample(names, 6):
            if self.draw.random() < 0.3:
                (self.corpus / name).unlink()
            else:
                self._write(name)
        for _ in range(2):
            self._write(f"{self.draw.randrange(10_000):04}.txt")
        nothing = self.folder / "nothing"
        shutil.rmtree(nothing, ignore_errors=True)
        write_tables(self.corpus, nothing, Settings(model=MODEL, cache=False))
        self.expected = state_of(nothing)
        self.allowed = {state_of(self.outputs), self.expected}

    def start(self, *options: str) -> subprocess.Popen[str]:
        """Start a run as a user does, in a process group of its own."""
        command = [sys.executable, "-m", "pipeline", "extract", str(self.corpus), "--outputs", str(self.outputs)]
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]),
            "SLOW_TEXTS": SLOW,
        }
        return subprocess.Popen(  # noqa: S603  (our own command)
            [*command, "--model", MODEL, *options],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def finish(self, *options: str) -> int:
        """Leave a run alone; give its exit code."""
        process = self.start(*options)
        process.communicate()
        return process.returncode

    def complete(self, what: str) -> None:
        """Look whether a run that is left alone gives the bytes of one from nothing."""
        code = self.finish()
        self.expect(code == 0, f"{what}: the run after it ended with {code}")
        self.expect(state_of(self.outputs) == self.expected, f"{what}: the run after it gives other bytes")
        self.allowed = {self.expected}

    def look(self, what: str) -> None:
        """Look whether the tables are those of one run."""
        self.expect(state_of(self.outputs) in self.allowed, f"{what}: the tables are of no run")

    def expect(self, holds: bool, otherwise: str) -> None:
        """Note what is wrong."""
        if not holds:
            self.wrong.append(otherwise)
            print("WRONG", otherwise, flush=True)  # noqa: T201

    @contextlib.contextmanager
    def read(self) -> Iterator[None]:
        """Read the tables over and over in the meantime."""
        over = threading.Event()

        def reader() -> None:
            while not over.is_set():
                self.look("a reader")
                time.sleep(0.02)

        thread = threading.Thread(target=reader)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _write(self, name: str) -> None:
        person = f"{self.draw.choice(NAMES)} {self.draw.choice(NAMES)}"
        body = f"University of {self.draw.choice(NAMES)}"
        day = f"{self.draw.randint(1, 28)} May {self.draw.randint(1990, 2025)}"
        text = f"{body} names {person}\n\nPublished on {day}\n\nThe {body} has appointed {person} as Rector. "
        self.corpus.mkdir(exist_ok=True)
        (self.corpus / name).write_text(text + f"{person} signed an agreement with the Port of Brevik. " * 3 + "\n")


NAMES = "Aas Brevik Costa Dahl Eriksen Fjell Garborg Holm Ibsen Juul Krogh Lunde Moe Nygaard Okello Prydz".split()


def state_of(outputs: Path) -> State:
    """Digest the tables that a reader finds: those of one run, as `read_tables` reads them."""
    for _ in range(20):
        current = outputs / CURRENT
        if not current.is_symlink():
            return NONE
        with contextlib.suppress(FileNotFoundError):
            folder = current.resolve(strict=True)
            parts = [(folder / f"{name}.parquet").read_bytes() for name in TABLES]
            return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()[:16]
    return "unreadable"


def kill(bench: Bench, kills: int) -> Counter[str]:
    """Kill runs, or workers of theirs, at random moments."""
    done: Counter[str] = Counter()
    bench.edit()
    begun = time.monotonic()
    bench.complete("the first run")
    length = time.monotonic() - begun
    while sum(done.values()) < kills:
        if bench.draw.random() < 0.3:
            shutil.rmtree(bench.outputs / ".cache", ignore_errors=True)
        bench.edit()
        for _ in range(IN_A_ROW):
            what = bench.draw.choice(["kill -9 of the run", "kill -9 of the run", "kill -9 of a worker", "Ctrl-C"])
            process = bench.start("--workers", bench.draw.choice("12"))
            with bench.read():
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(bench.draw.uniform(0.1, length))
                if process.poll() is not None:
                    continue  # it was over already: no kill
                if what.endswith("worker"):
                    if not kill_worker(process.pid, bench.draw):
                        what = "kill -9 of the run"
                        process.kill()
                else:
                    process.send_signal(signal.SIGKILL if "kill" in what else signal.SIGINT)
                output, _ = process.communicate()
            done[what] += 1
            bench.look(what)
            if what.endswith("worker"):
                # A run that has been told nothing but this goes on, and ends well.
                bench.expect(process.returncode == 0, f"{what}: ended with {process.returncode}: {output[-500:]}")
                bench.expect(state_of(bench.outputs) == bench.expected, f"{what}: the run gives other bytes")
            bench.expect(not is_left(process.pid), f"{what}: a process is left")
        bench.complete("kills")
    return done


def kill_worker(run: int, draw: random.Random) -> bool:
    """Kill a worker of a run; false where there is none yet."""
    with contextlib.suppress(OSError):
        children = Path(f"/proc/{run}/task/{run}/children").read_text(encoding="ascii").split()
        # Not the process of Python's own that keeps track of semaphores.
        workers = [c for c in children if b"spawn_main" in Path(f"/proc/{c}/cmdline").read_bytes()]
        if workers:
            os.kill(int(draw.choice(workers)), signal.SIGKILL)
            return True
    return False


def is_left(group: int) -> bool:
    """Whether a process of a run is still there three seconds after it has ended."""
    for _ in range(30):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


def damage(bench: Bench) -> Counter[str]:
    """Damage what lies on the disk between two runs."""

    def flip(path: Path) -> None:
        data = bytearray(path.read_bytes())
        for _ in range(bench.draw.choice([1, 20])):
            data[bench.draw.randrange(len(data))] ^= 1 << bench.draw.randrange(8)
        path.write_bytes(data)

    done: Counter[str] = Counter()
    for _ in range(6):
        for what in ("a damaged table", "a table removed", "a damaged cache", "a cache cut short"):
            path = (bench.outputs / ("people.parquet" if "table" in what else f".cache/{FILE}")).resolve()
            if "removed" in what:
                path.unlink()
            elif "cut" in what:
                path.write_bytes(path.read_bytes()[: bench.draw.randrange(path.stat().st_size)])
            else:
                flip(path)
            bench.edit()
            bench.complete(what)
            done[what] += 1
    return done


def two_at_once(bench: Bench, times: int = 3) -> Counter[str]:
    """Start a run while another one is writing."""
    done: Counter[str] = Counter()
    for _ in range(times):
        bench.edit()
        shutil.rmtree(bench.outputs / ".cache", ignore_errors=True)
        first = bench.start()
        assert first.stdout
        first.stdout.readline()  # it has begun
        first.send_signal(signal.SIGSTOP)
        second = bench.start()
        said, _ = second.communicate()
        first.send_signal(signal.SIGCONT)
        bench.expect(second.returncode == 2 and "another run is writing there" in said, f"two runs at once: {said}")
        first.communicate()
        bench.expect(state_of(bench.outputs) == bench.expected, "two runs at once: the first gives other bytes")
        done["two runs on one folder"] += 1
        bench.complete("two runs at once")
    return done


def disks(bench: Bench) -> Counter[str]:
    """Put the outputs on another device that fills up, or that cannot be written any more."""
    done: Counter[str] = Counter()
    bench.outputs = bench.folder / "disk" / "out"
    disk = bench.outputs.parent
    disk.mkdir()
    if not mount("-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)):
        return done
    try:
        bench.edit()
        bench.complete("another device")
        done["outputs on another device"] += 1
        for i in range(8):
            filler = disk / "filler"
            shutil.rmtree(bench.outputs / ".cache", ignore_errors=True)
            free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            filler.write_bytes(bytes(free - 4096 * (1 + 2**i)))
            bench.edit()
            code = bench.finish("--workers", "1")
            bench.look("a full disk")
            bench.expect(code in {0, 2}, f"a full disk: ended with {code}")
            done["a full disk"] += code == 2
            filler.unlink()
            bench.complete("a full disk")
        bench.edit()
        mount("-o", "remount,ro", str(disk))
        bench.expect(bench.finish() == 2, "a read-only disk: the run goes on")
        bench.look("a read-only disk")
        mount("-o", "remount,rw", str(disk))
        bench.complete("a read-only disk")
        done["read-only outputs"] += 1
    finally:
        subprocess.run(["umount", str(disk)], check=False)  # noqa: S603, S607
    return done


def mount(*options: str) -> bool:
    """Mount something; false where that is not allowed."""
    return subprocess.run(["mount", *options], check=False, capture_output=True).returncode == 0  # noqa: S603, S607


def main() -> int:
    """Try all faults and print how often each was tried; the exit code is 1 if anything was lost or wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--releases", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT / "tests"))
    tried: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), given.releases, random.Random(given.seed))  # noqa: S311  (no secret)
        faults: tuple[Callable[[Bench], Counter[str]], ...] = (
            lambda bench: kill(bench, given.kills),
            damage,
            two_at_once,
            disks,
        )
        for fault in faults:
            tried += fault(bench)
            print(dict(tried), flush=True)  # noqa: T201
    print("\n| fault | tried | wrong tables |\n| --- | --: | --: |")  # noqa: T201
    for what, count in tried.items():
        wrong = sum(message.startswith(what) for message in bench.wrong)
        print(f"| {what} | {count} | {wrong} |")  # noqa: T201
    print(f"\n{len(bench.wrong)} wrong in all")  # noqa: T201
    return 1 if bench.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
