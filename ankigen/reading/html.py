"""placeholder until written below"""

from ankigen.model import Block


def fragment(source: str, line: int, end_line: int) -> list[Block]:
    return []
