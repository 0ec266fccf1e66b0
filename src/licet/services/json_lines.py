"""One line of a JSON Lines file, read as strictly as a file of its own and named by its number."""

from licet.encoding.faults import Fault, Faults
from licet.encoding.source import Tree, read_tree


def tree_of(line: bytes, where: str) -> Tree:
    """Read a line; raises `Faults` that name it as `where`."""
    try:
        return read_tree(line, f"{where}.json")
    except Faults as refused:
        raise Faults(Fault(where, fault.says) for fault in refused.faults) from refused
