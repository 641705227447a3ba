"""placeholder until written below"""

from ankigen.model import Block, Node, Rich


def fragment(source: str, line: int, end_line: int) -> list[Block]:
    return []


def nodes_of(source: str, line: int) -> tuple[Node, ...]:
    return ()


def rich_of(source: str, line: int) -> Rich:
    return Rich.of(source, line)


from ankigen.model import Reading


def read_text(text: str, name: str) -> Reading:
    return Reading(())
