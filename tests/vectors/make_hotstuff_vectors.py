#!/usr/bin/env python3
"""Makes tests/Witan.Tests/Vectors/hotstuff-v1.json from docs/wire-format.md, section 5.3, alone.

Shares the encoding of section 1 with make_message_vectors.py and nothing with the C# code. Run it without arguments to
write the file, with --check to compare.
"""

import json
import pathlib
import sys

from make_message_vectors import (
    BLOCK, CLUSTER, CONFIGURATION, EMPTY_BLOCK, certificate, flag, h, many, member_text, option, replica,
    signature, statement, text, u8, u64)

OUT = pathlib.Path(__file__).resolve().parent.parent / "Witan.Tests" / "Vectors" / "hotstuff-v1.json"

GENESIS = h(text("witan/hotstuff/genesis/v1") + CLUSTER + CONFIGURATION)


def header(view, height, parent, block_digest): return u64(view) + u64(height) + parent + block_digest
def node_id(head): return h(text("witan/hotstuff/node/v1") + CONFIGURATION + head)
def vote(view, node, height): return u64(view) + node + u64(height)
def qc(kind, body): return u8(kind) + certificate(body, [0, 1, 3])


FIRST_HEADER = header(1, 257, GENESIS, h(BLOCK))
FIRST = FIRST_HEADER + option(BLOCK) + option(None)
FIRST_QC = qc(65, vote(1, node_id(FIRST_HEADER), 257))
SECOND_HEADER = header(2, 258, node_id(FIRST_HEADER), h(EMPTY_BLOCK))
SECOND = SECOND_HEADER + option(EMPTY_BLOCK) + option(FIRST_QC)
SECOND_QC = qc(65, vote(2, node_id(SECOND_HEADER), 258))
TC = u64(3) + CONFIGURATION + many(
    [replica(i) + u64(v) + signature(0x60 + i) for i, v in [(0, 2), (2, 0), (3, 1)]]) + option(SECOND_QC)
TAIL_HEADER = header(4, 258, node_id(SECOND_HEADER), bytes(32))
TAIL = TAIL_HEADER + option(None) + option(SECOND_QC)
VOTE_BODY = vote(4, node_id(TAIL_HEADER), 258)
TIMEOUT_BODY = u64(7) + u64(2)


def messages():
    yield "proposal of the first node", 64, statement(1, FIRST + option(None), 0x51), {"view": 1, "height": 257}
    yield "proposal of a block", 64, statement(2, SECOND + option(None), 0x52), {"view": 2, "height": 258}
    yield "proposal of an empty node with a TC", 64, statement(3, TAIL + option(TC), 0x53), {"view": 4, "height": 258}
    yield "generic vote", 65, statement(0, VOTE_BODY, 0x54), {"view": 4, "height": 258}
    yield "prepare vote", 66, statement(0, VOTE_BODY, 0x55), {"view": 4, "height": 258}
    yield "precommit vote", 67, statement(0, VOTE_BODY, 0x56), {"view": 4, "height": 258}
    yield "commit vote", 68, statement(0, VOTE_BODY, 0x57), {"view": 4, "height": 258}
    yield "timeout", 69, statement(2, TIMEOUT_BODY + option(SECOND_QC) + option(TC), 0x58), {"view": 7}
    yield "bare timeout", 69, statement(2, TIMEOUT_BODY + option(None) + option(None), 0x59), {"view": 7}
    yield "new view", 70, option(SECOND_QC) + option(TC), {}
    yield "phase", 71, qc(67, VOTE_BODY), {}
    yield "fetch nodes", 72, CONFIGURATION + node_id(SECOND_HEADER) + u64(256), {}
    yield "nodes", 73, CONFIGURATION + many([SECOND, FIRST]), {}


def texts():
    yield "proposal of a block", member_text("witan/hotstuff/proposal/v1", 2, SECOND_HEADER)
    yield "generic vote", member_text("witan/hotstuff/vote-generic/v1", 0, VOTE_BODY)
    yield "prepare vote", member_text("witan/hotstuff/vote-prepare/v1", 0, VOTE_BODY)
    yield "precommit vote", member_text("witan/hotstuff/vote-precommit/v1", 0, VOTE_BODY)
    yield "commit vote", member_text("witan/hotstuff/vote-commit/v1", 0, VOTE_BODY)
    yield "timeout", member_text("witan/hotstuff/timeout/v1", 2, TIMEOUT_BODY)


def proposal(node): return u8(64) + statement(2, node + option(None), 0x52)


def timeout(body): return u8(69) + statement(2, body, 0x58)


def refused():
    yield "node of view 0", proposal(header(0, 258, GENESIS, bytes(32)) + option(None) + option(None))
    yield "node with another block", proposal(SECOND_HEADER + option(BLOCK) + option(FIRST_QC))
    yield "empty node with a block", proposal(TAIL_HEADER + option(EMPTY_BLOCK) + option(SECOND_QC))
    yield "node with a QC of another parent", proposal(SECOND_HEADER + option(EMPTY_BLOCK) + option(SECOND_QC))
    yield "vote of view 0", u8(65) + statement(0, vote(0, GENESIS, 0), 0x54)
    yield "timeout of view 0", timeout(u64(0) + u64(0) + option(None) + option(None))
    yield "timeout whose QC is of another view", timeout(u64(7) + u64(1) + option(SECOND_QC) + option(None))
    yield "TC of view 0", u8(70) + option(None) + option(u64(0) + TC[8:])
    yield "TC of nobody", u8(70) + option(None) + option(u64(3) + CONFIGURATION + many([]) + option(None))
    entry = replica(1) + u64(0) + signature(0x60)
    yield "TC with a member twice", u8(70) + option(None) + option(
        u64(3) + CONFIGURATION + many([entry, entry]) + option(None))
    yield "new view of nothing", u8(70) + option(None) + option(None)
    yield "QC of no vote", u8(71) + qc(64, VOTE_BODY)
    yield "QC without signers", u8(71) + u8(65) + certificate(VOTE_BODY, [])
    yield "no nodes", u8(73) + CONFIGURATION + many([])
    yield "flag 2", u8(70) + u8(2)
    yield "65 nodes", u8(73) + CONFIGURATION + many([TAIL_HEADER + flag(False) + flag(False)] * 65)


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
