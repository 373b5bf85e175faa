#!/usr/bin/env python3
"""Makes tests/Witan.Tests/Vectors/dbft-v1.json from docs/wire-format.md, section 5.4, alone.

Shares the encoding of section 1 with make_message_vectors.py and nothing with the C# code. Run it without arguments to
write the file, with --check to compare.
"""

import json
import pathlib
import sys

from make_message_vectors import (
    BLOCK, CLUSTER, CONFIGURATION, EMPTY_BLOCK, h, many, member_text, option, replica, signature, statement, u8, u64)

OUT = pathlib.Path(__file__).resolve().parent.parent / "Witan.Tests" / "Vectors" / "dbft-v1.json"


def place(height, view): return u64(height) + u8(view)
def vote(height, view, block): return place(height, view) + block
def change(height, view, reason): return place(height, view) + u8(reason)


REQUEST = vote(257, 1, h(BLOCK))
VOTE = vote(257, 1, h(BLOCK))
CHANGE = change(257, 3, 4)

CHANGES = [replica(0) + u8(0) + u8(0) + signature(0x61), replica(2) + u8(3) + u8(5) + signature(0x62)]
PROPOSED = replica(1) + BLOCK + signature(0x63)
RESPONSES = [replica(0) + h(BLOCK) + signature(0x64), replica(3) + h(BLOCK) + signature(0x65)]
COMMITS = [replica(0) + u8(0) + h(EMPTY_BLOCK) + signature(0x66), replica(3) + u8(1) + h(BLOCK) + signature(0x67)]


def recovery(height=257, view=1, changes=(), request=None, responses=(), commits=()):
    return (CONFIGURATION + place(height, view) + many(list(changes)) + option(request) + many(list(responses))
            + many(list(commits)))


def messages():
    yield "prepare request", 64, statement(1, REQUEST + option(BLOCK), 0x51), {"view": 1, "height": 257}
    yield "bare prepare request", 64, statement(1, REQUEST + option(None), 0x52), {"view": 1, "height": 257}
    yield "prepare response", 65, statement(2, VOTE, 0x53), {"view": 1, "height": 257}
    yield "commit", 66, statement(2, VOTE, 0x54), {"view": 1, "height": 257}
    yield "change view", 67, statement(3, CHANGE, 0x55), {"view": 3, "height": 257}
    yield "recovery request", 68, CONFIGURATION + place(257, 2), {}
    yield "recovery message of nothing", 69, recovery(), {}
    yield "recovery message", 69, recovery(257, 1, CHANGES, PROPOSED, RESPONSES, COMMITS), {}


def texts():
    yield "prepare request", member_text("witan/dbft/prepare-request/v1", 1, REQUEST)
    yield "prepare response", member_text("witan/dbft/prepare-response/v1", 2, VOTE)
    yield "commit", member_text("witan/dbft/commit/v1", 2, VOTE)
    yield "change view", member_text("witan/dbft/change-view/v1", 3, CHANGE)


def refused():
    yield "request of height 0", u8(64) + statement(1, vote(0, 0, h(BLOCK)) + option(None), 0x51)
    yield "request with another block", u8(64) + statement(1, vote(258, 0, h(EMPTY_BLOCK)) + option(BLOCK), 0x51)
    yield "commit of view 255", u8(66) + statement(2, vote(257, 255, h(BLOCK)), 0x54)
    yield "change from view 254", u8(67) + statement(3, change(257, 254, 0), 0x55)
    yield "change for an unknown reason", u8(67) + statement(3, change(257, 0, 6), 0x55)
    yield "recovery of height 0", u8(69) + recovery(0)
    yield "recovery with a block of another height", u8(69) + recovery(258, 1, request=PROPOSED)
    yield "recovery with members out of order", u8(69) + recovery(changes=CHANGES[::-1])
    yield "recovery with a member twice", u8(69) + recovery(commits=[COMMITS[0], COMMITS[0]])
    yield "flag 2", u8(69) + CONFIGURATION + place(257, 1) + many([]) + u8(2)


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
