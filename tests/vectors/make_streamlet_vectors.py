#!/usr/bin/env python3
"""Makes tests/Witan.Tests/Vectors/streamlet-v1.json from docs/wire-format.md, section 5.6, alone.

Shares the encoding of section 1 with make_message_vectors.py and nothing with the C# code. Run it without arguments to
write the file, with --check to compare.
"""

import json
import pathlib
import sys

from make_message_vectors import (
    BLOCK, CLUSTER, CONFIGURATION, EMPTY_BLOCK, certificate, flag, h, many, member_text, option, statement, text, u8,
    u64)

OUT = pathlib.Path(__file__).resolve().parent.parent / "Witan.Tests" / "Vectors" / "streamlet-v1.json"

GENESIS = h(text("witan/streamlet/genesis/v1") + CLUSTER + CONFIGURATION)
COUNTER_LIMIT = 2**62


def header(epoch, length, height, parent, block_digest):
    return u64(epoch) + u64(length) + u64(height) + parent + block_digest


def node_id(head): return h(text("witan/streamlet/node/v1") + CONFIGURATION + head)
def vote(epoch, node): return u64(epoch) + node
def votes(epoch, head, signers=(0, 1, 3)): return certificate(vote(epoch, node_id(head)), list(signers))
def notarization(epoch, head): return head + votes(epoch, head)


def leader(epoch, n):
    digest = h(text("streamlet/leader") + CLUSTER + CONFIGURATION + u64(epoch))
    return int.from_bytes(digest[:8], "little") % n


FIRST_HEADER = header(5, 1, 257, GENESIS, h(BLOCK))
FIRST = FIRST_HEADER + option(BLOCK) + option(None)
FIRST_NOTARIZED = notarization(5, FIRST_HEADER)
SECOND_HEADER = header(7, 2, 258, node_id(FIRST_HEADER), h(EMPTY_BLOCK))
SECOND = SECOND_HEADER + option(EMPTY_BLOCK) + option(FIRST_NOTARIZED)
SECOND_NOTARIZED = notarization(7, SECOND_HEADER)
TAIL_HEADER = header(8, 3, 258, node_id(SECOND_HEADER), bytes(32))
TAIL = TAIL_HEADER + option(None) + option(SECOND_NOTARIZED)
VOTE_BODY = vote(8, node_id(TAIL_HEADER))
WALL = u64(1_700_000_000_000_000)


def messages():
    yield "proposal of the first node", 64, statement(1, FIRST, 0x51), {"epoch": 5, "length": 1, "height": 257}
    yield "proposal of a block", 64, statement(2, SECOND, 0x52), {"epoch": 7, "length": 2, "height": 258}
    yield "proposal of an empty node", 64, statement(3, TAIL, 0x53), {"epoch": 8, "length": 3, "height": 258}
    yield "vote", 65, statement(0, VOTE_BODY, 0x54), {"epoch": 8}
    yield "fetch nodes", 66, CONFIGURATION + node_id(SECOND_HEADER) + u64(256), {}
    yield "nodes", 67, CONFIGURATION + many([SECOND, FIRST]), {}
    yield "status", 68, CONFIGURATION + WALL + option(SECOND_NOTARIZED), {}
    yield "status of an idle replica", 68, CONFIGURATION + WALL + option(None), {}


def texts():
    yield "proposal of a block", member_text("witan/streamlet/proposal/v1", 2, SECOND_HEADER)
    yield "vote", member_text("witan/streamlet/vote/v1", 0, VOTE_BODY)


def proposal(node): return u8(64) + statement(2, node, 0x52)
def status(body): return u8(68) + CONFIGURATION + body
def tail(head): return proposal(head + option(None) + option(None))


def refused():
    yield "node of epoch 0", tail(header(0, 1, 256, GENESIS, bytes(32)))
    yield "node of length 0", tail(header(5, 0, 256, GENESIS, bytes(32)))
    yield "node of an epoch beyond all counters", tail(header(COUNTER_LIMIT, 1, 256, GENESIS, bytes(32)))
    yield "node of a length beyond all counters", tail(header(5, COUNTER_LIMIT, 256, GENESIS, bytes(32)))
    yield "node with another block", proposal(SECOND_HEADER + option(BLOCK) + option(FIRST_NOTARIZED))
    yield "empty node with a block", proposal(TAIL_HEADER + option(EMPTY_BLOCK) + option(SECOND_NOTARIZED))
    yield "node with the notarization of another parent", proposal(
        SECOND_HEADER + option(EMPTY_BLOCK) + option(SECOND_NOTARIZED))
    yield "vote of epoch 0", u8(65) + statement(0, vote(0, GENESIS), 0x54)
    yield "notarization with votes of another epoch", status(
        WALL + option(SECOND_HEADER + certificate(vote(8, node_id(SECOND_HEADER)), [0, 1, 3])))
    yield "notarization with votes for another node", status(
        WALL + option(SECOND_HEADER + certificate(vote(7, node_id(FIRST_HEADER)), [0, 1, 3])))
    yield "notarization by nobody", status(WALL + option(SECOND_HEADER + votes(7, SECOND_HEADER, ())))
    yield "status before 1970", status((2**64 - 1).to_bytes(8, "little") + option(None))
    yield "status of a time beyond all counters", status(u64(COUNTER_LIMIT) + option(None))
    yield "no nodes", u8(67) + CONFIGURATION + many([])
    yield "flag 2", status(WALL + u8(2))
    yield "65 nodes", u8(67) + CONFIGURATION + many([TAIL_HEADER + flag(False) + flag(False)] * 65)


def certificates():
    """Finality certificates: name, bytes, height if it is one."""
    third = header(9, 4, 258, node_id(TAIL_HEADER), bytes(32))
    late = header(10, 4, 258, node_id(TAIL_HEADER), bytes(32))
    early = header(1, 1, 257, GENESIS, h(BLOCK))
    early_tail = header(2, 2, 257, node_id(early), bytes(32))
    yield "first of three", option(None) + many([SECOND_HEADER, TAIL_HEADER, third]) + votes(9, third), 258
    yield "below three", option(None) + many([FIRST_HEADER, SECOND_HEADER, TAIL_HEADER, third]) + votes(9, third), 257
    block_on_first = header(6, 2, 258, node_id(FIRST_HEADER), h(EMPTY_BLOCK))
    last = header(7, 3, 258, node_id(block_on_first), bytes(32))
    yield "second of three", option(FIRST_HEADER) + many([block_on_first, last]) + votes(7, last), 258
    yield "on genesis", option(None) + many([early, early_tail]) + votes(2, early_tail), 257
    yield "a gap", option(None) + many([SECOND_HEADER, TAIL_HEADER, late]) + votes(10, late), None
    yield "second of three without the first", option(None) + many([block_on_first, last]) + votes(7, last), None
    yield "a first that is not the parent", option(early) + many([block_on_first, last]) + votes(7, last), None
    yield "a first beside three", option(FIRST_HEADER) + many(
        [SECOND_HEADER, TAIL_HEADER, third]) + votes(9, third), None
    yield "two", option(None) + many([SECOND_HEADER, TAIL_HEADER]) + votes(8, TAIL_HEADER), None
    yield "votes for another", option(None) + many([SECOND_HEADER, TAIL_HEADER, third]) + votes(8, TAIL_HEADER), None
    yield "of an empty node", option(None) + many([TAIL_HEADER, third, header(
        10, 5, 258, node_id(third), bytes(32))]) + votes(10, header(10, 5, 258, node_id(third), bytes(32))), None
    yield "of nothing", option(None) + many([]) + votes(9, third), None


def render():
    taken = list(messages())
    bad = [{"why": why, "bytes": body.hex()} for why, body in refused()]
    for name, number, body, _ in taken:
        whole = u8(number) + body
        bad.append({"why": name + ", one byte short", "bytes": whole[:-1].hex()})
        bad.append({"why": name + ", one byte too many", "bytes": (whole + b"\x00").hex()})
    document = {
        "format": "witan-messages/1",
        "cluster": CLUSTER.hex(),
        "configuration": 3,
        "messages": [
            {"name": name, "type": number, "bytes": (u8(number) + body).hex(), "fields": fields}
            for name, number, body, fields in taken
        ],
        "texts": [{"name": name, "digest": value.hex()} for name, value in texts()],
        "refused": bad,
        "leaders": [{"epoch": epoch, "of4": leader(epoch, 4), "of7": leader(epoch, 7)} for epoch in range(1, 17)],
        "certificates": [
            {"name": name, "bytes": body.hex(), "height": height} for name, body, height in certificates()
        ],
    }
    return json.dumps(document, indent=1, ensure_ascii=True) + "\n"


def main():
    made = render()
    if "--check" in sys.argv[1:]:
        if OUT.read_text(encoding="ascii") != made:
            sys.exit(f"{OUT} differs from what this script makes")
        return
    OUT.write_text(made, encoding="ascii")


if __name__ == "__main__":
    main()
