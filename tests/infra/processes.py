"""Processes and their sockets as the Linux kernel tells them, without any tool installed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

LOOPBACK = "0100007F"  # 127.0.0.1 as the kernel writes it


def descendants_of(pid: int) -> dict[int, str]:
    """Return every living process below one, each with its command."""
    running = {int(folder.name): folder for folder in Path("/proc").glob("[0-9]*")}
    parents = {one: parent_of(folder) for one, folder in running.items()}
    found: set[int] = set()
    above = {pid}
    while above:
        above = {one for one, parent in parents.items() if parent in above}
        found |= above
    return {one: command_of(running[one]) for one in found}


def parent_of(process: Path) -> int | None:
    fields = fields_of(process)
    return int(fields[1]) if fields and fields[0] != "Z" else None


def command_of(process: Path) -> str:
    with suppress(OSError):
        return process.joinpath("cmdline").read_text().replace("\0", " ")
    return ""


def alive(pids: set[int]) -> set[int]:
    states = {pid: fields_of(Path(f"/proc/{pid}")) for pid in pids}
    return {pid for pid, fields in states.items() if fields and fields[0] != "Z"}


def fields_of(process: Path) -> list[str]:
    """Return what the kernel tells of a process behind its name: state, parent, …"""
    with suppress(OSError):
        return process.joinpath("stat").read_text().rpartition(")")[2].split()
    return []


def children_that_run(pid: int, program: str) -> list[int]:
    return [child for child, command in descendants_of(pid).items() if program in command]


def listening_addresses(pids: set[int]) -> set[tuple[str, str]]:
    """Return address and port (hexadecimal, as the kernel writes them) that `pids` listen on."""
    inodes = set()
    for pid in pids:
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # closed meanwhile
                inodes.add(str(descriptor.readlink()).removeprefix("socket:[").removesuffix("]"))
    listening = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == "0A" and columns[9] in inodes:
                address, port = columns[1].split(":")
                listening.add((address, port))
    return listening
