#!/usr/bin/env python3
"""Makes tests/Witan.Tests/Vectors/singleshot-v1.json from docs/wire-format.md, section 5.5, alone.

Shares the encoding of section 1 with make_message_vectors.py and nothing with the C# code. Run it without arguments to
write the file, with --check to compare.
"""

import json
import pathlib
import sys

from make_message_vectors import (
    BLOCK, CLUSTER, CONFIGURATION, EMPTY_BLOCK, certificate, flag, h, many, member_text, option, raw, replica,
    signature, statement, u8, u64)

OUT = pathlib.Path(__file__).resolve().parent.parent / "Witan.Tests" / "Vectors" / "singleshot-v1.json"

ZERO = bytes(32)
X, Y = raw(BLOCK), raw(EMPTY_BLOCK)
DX, DY = h(BLOCK), h(EMPTY_BLOCK)


def vote(view, digest, instance=257): return u64(instance) + u64(view) + digest
def prepared(view, digest, instance=257): return certificate(vote(view, digest, instance), [0, 1, 3])
def claim(view, pv, digest): return u64(257) + u64(view) + u64(pv) + digest
def entry(sender, pv, digest, sig): return replica(sender) + u64(pv) + digest + signature(sig)
def m(entries, highest): return many(entries) + option(highest)


NO_M = m([], None)
M = m([entry(0, 0, ZERO, 0x61), entry(1, 2, DY, 0x62), entry(3, 4, DX, 0x63)], prepared(4, DX))
FIRST_TEXT = vote(1, DX) + h(NO_M)
TEXT = vote(6, DX) + h(M)
EMPTY_CLAIM = claim(6, 0, ZERO)
CLAIM = claim(6, 4, DX)
VOTE = vote(6, DX)
WISH = u64(0) + u64(9)


def messages():
    yield "new leader with nothing", 64, statement(1, EMPTY_CLAIM + option(None), 0x51), {"view": 6, "instance": 257}
    yield "new leader", 64, statement(1, CLAIM + option(X + prepared(4, DX)), 0x52), {"view": 6, "instance": 257}
    yield "bare new leader", 64, statement(1, CLAIM + option(None), 0x52), {"view": 6, "instance": 257}
    yield "first propose", 65, statement(0, FIRST_TEXT + option(X + NO_M), 0x53), {"view": 1, "instance": 257}
    yield "propose", 65, statement(1, TEXT + option(X + M), 0x54), {"view": 6, "instance": 257}
    yield "bare propose", 65, statement(1, TEXT + option(None), 0x54), {"view": 6, "instance": 257}
    yield "prepared", 66, statement(2, VOTE, 0x55), {"view": 6, "instance": 257}
    yield "committed", 67, statement(2, VOTE, 0x56), {"view": 6, "instance": 257}
    yield "wish", 68, statement(2, WISH, 0x57), {"view": 9, "instance": 0}
    yield "decision", 69, X + prepared(6, DX), {}


def texts():
    yield "new leader with nothing", member_text("witan/singleshot/new-leader/v1", 1, EMPTY_CLAIM)
    yield "new leader", member_text("witan/singleshot/new-leader/v1", 1, CLAIM)
    yield "bare new leader", member_text("witan/singleshot/new-leader/v1", 1, CLAIM)
    yield "first propose", member_text("witan/singleshot/propose/v1", 0, FIRST_TEXT)
    yield "propose", member_text("witan/singleshot/propose/v1", 1, TEXT)
    yield "prepared", member_text("witan/singleshot/prepared/v1", 2, VOTE)
    yield "committed", member_text("witan/singleshot/committed/v1", 2, VOTE)
    yield "wish", member_text("witan/singleshot/wish/v1", 2, WISH)


def new_leader(fields, shown): return u8(64) + statement(1, fields + option(shown), 0x52)


def propose(justification, value=X, digest=DX):
    return u8(65) + statement(1, vote(6, digest) + h(justification) + option(value + justification), 0x54)


def refused():
    yield "view 0", u8(66) + statement(2, vote(0, DX), 0x55)
    yield "instance 0", u8(66) + statement(2, vote(6, DX, 0), 0x55)
    yield "wish for view 0", u8(68) + statement(2, u64(0) + u64(0), 0x57)
    yield "wish beyond the largest view", u8(68) + statement(2, u64(0) + u64(1 << 62), 0x57)
    yield "claim of a view without a digest", new_leader(claim(6, 4, ZERO), None)
    yield "claim of a digest without a view", new_leader(claim(6, 0, DX), None)
    yield "claim of nothing that shows something", new_leader(EMPTY_CLAIM, X + prepared(4, DX))
    yield "claim with a certificate of another view", new_leader(CLAIM, X + prepared(3, DX))
    yield "claim with a certificate of another value", new_leader(CLAIM, X + prepared(4, DY))
    yield "claim with a certificate of another instance", new_leader(CLAIM, X + prepared(4, DX, 258))
    yield "claim with another value", new_leader(CLAIM, Y + prepared(4, DX))
    yield "proposal of another value", propose(M, value=Y)
    yield "proposal with another M", u8(65) + statement(1, TEXT + option(X + NO_M), 0x54)
    yield "senders out of order", propose(m([entry(1, 2, DY, 0x62), entry(0, 0, ZERO, 0x61)], None))
    yield "a sender twice", propose(m([entry(0, 0, ZERO, 0x61), entry(0, 0, ZERO, 0x61)], None))
    yield "a claim in M of a view without a digest", propose(m([entry(0, 4, ZERO, 0x61)], None))
    yield "129 claims", propose(m([entry(i, 0, ZERO, 0x61) for i in range(129)], None))
    yield "a certificate without signers", u8(69) + X + certificate(VOTE, [])
    yield "a decision of another value", u8(69) + Y + prepared(6, DX)
    yield "flag 2", u8(65) + statement(1, TEXT + u8(2), 0x54)
    yield "a value longer than its bytes", u8(69) + raw(BLOCK)[:4]
    yield "no M", u8(65) + statement(1, TEXT + flag(True) + X, 0x54)


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
