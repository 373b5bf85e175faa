#!/usr/bin/env python3
"""Makes tests/Witan.Tests/Vectors/messages-v1.json from docs/wire-format.md alone.

It shares nothing with the C# code, so that the two agree only if the page is right. Signatures are placeholders: the
file is about bytes. Run it without arguments to write the file, with --check to compare.
"""

import hashlib
import json
import pathlib
import struct
import sys

OUT = pathlib.Path(__file__).resolve().parent.parent / "Witan.Tests" / "Vectors" / "messages-v1.json"


# ---- section 1: the encoding -------------------------------------------------------------------------------------

def u8(v): return struct.pack("<B", v)
def u32(v): return struct.pack("<I", v)
def u64(v): return struct.pack("<Q", v)
def i64(v): return struct.pack("<q", v)
def flag(v): return u8(1 if v else 0)
def raw(v): return u32(len(v)) + v
def text(v): return raw(v.encode("utf-8"))
def many(items): return u32(len(items)) + b"".join(items)
def option(v): return flag(False) if v is None else flag(True) + v
def h(v): return hashlib.sha256(v).digest()


def digest(n): return bytes([n]) * 32
def signature(n): return bytes([n]) * 32 + bytes([n + 1]) * 32


CLUSTER = digest(0xC1)
CLIENT = digest(0xA7)
CONFIGURATION = u64(3)


def replica(n): return u32(n)


# ---- section 3: signed texts -------------------------------------------------------------------------------------

def member_text(domain, sender, fields):
    return h(text(domain) + CLUSTER + CONFIGURATION + u32(0) + replica(sender) + fields)


def client_text(domain, fields):
    return h(text(domain) + CLUSTER + CLIENT + fields)


# ---- section 4: values inside messages ---------------------------------------------------------------------------

SESSION = CLIENT + u64(1_700_000_000_000_001)
REQUESTS = [b"put a 1", b"\x00"]
BUNDLE_FIELDS = u64(1_700_000_000_000_001) + u64(7) + u64(5) + many([raw(r) for r in REQUESTS])
BUNDLE = CLIENT + BUNDLE_FIELDS + signature(0x11)


def reference(kind, body_digest, length): return u8(kind) + body_digest + u32(length)
def block(height, time, references): return u64(height) + i64(time) + many(references)


BLOCK = block(257, 1_700_000_000_123_456, [reference(1, h(BUNDLE), len(BUNDLE))])
EMPTY_BLOCK = block(258, 1_700_000_001_000_000, [])
NULL_BLOCK = block(259, 0, [])


def commitment(height, previous, configuration=CONFIGURATION, extensions=bytes(32), following=digest(0x25)):
    return (CLUSTER + configuration + u64(height) + previous + digest(0x21) + i64(1_700_000_000_123_456) + digest(0x22)
            + digest(0x23) + digest(0x24) + extensions + following)


C256 = commitment(256, digest(0x20))
C257 = commitment(257, h(C256))
C258 = commitment(258, h(C257))


def statement(sender, body, sig): return CONFIGURATION + replica(sender) + body + signature(sig)


VOTE = statement(2, C258, 0x31)
NESTED_VOTE = u8(16) + VOTE


def certificate(body, signers, mode=0, configuration=CONFIGURATION):
    return u8(1) + configuration + u32(mode) + body + many([replica(s) + signature(0x40 + s) for s in signers])


STATE_CERTIFICATE = certificate(C256, [0, 1, 3])


def slot(view, height, block_digest): return u64(view) + u64(height) + block_digest


SLOT = slot(9, 257, h(BLOCK))
HEADER = statement(1, SLOT + option(None), 0x51)
PREPARED = HEADER + option(certificate(SLOT, [0, 3]))
COMMIT_CERTIFICATE = certificate(SLOT, [0, 1, 2])
VIEW_CHANGE_BODY = u64(10) + option(STATE_CERTIFICATE) + many([PREPARED])
VIEW_CHANGE = statement(0, VIEW_CHANGE_BODY, 0x52)
BARE_VIEW_CHANGE_BODY = u64(10) + option(None) + many([])
BARE_VIEW_CHANGE = statement(3, BARE_VIEW_CHANGE_BODY, 0x53)
PROPOSAL_257 = statement(2, slot(10, 257, h(BLOCK)) + option(None), 0x54)
PROPOSAL_258 = statement(2, slot(10, 258, h(EMPTY_BLOCK)) + option(None), 0x55)
NEW_VIEW_BODY = u64(10) + many([VIEW_CHANGE, BARE_VIEW_CHANGE]) + many([PROPOSAL_257, PROPOSAL_258])

def evidence_key(member, number, configuration=CONFIGURATION): return replica(member) + u8(number) + configuration


LIE = sorted([u8(65) + statement(0, SLOT, 0x56), u8(65) + statement(0, slot(9, 257, h(EMPTY_BLOCK)), 0x59)])
HEADER_LIE = sorted([u8(64) + HEADER, u8(64) + statement(1, slot(9, 257, h(EMPTY_BLOCK)) + option(None), 0x5A)])

RUN_PROOF = u8(1) + u8(2) + digest(0x61) + u8(1) + u8(0) + u8(0)


def leaf(number, request, result): return u64(number) + h(request) + raw(result)


LEAVES = [leaf(7, REQUESTS[0], b"ok"), leaf(8, REQUESTS[1], b"")]


def reply(path, leaves, proof): return SESSION + many(path) + NESTED_VOTE + many(leaves) + proof


def decision(decided, cert): return decided + cert


REJOIN_FIELDS = digest(0x75)
REJOIN = statement(3, REJOIN_FIELDS, 0x59)
REJOIN_BLOCK = block(258, 1_700_000_001_000_000, [reference(2, h(REJOIN), len(REJOIN)), reference(1, h(BUNDLE), len(BUNDLE))])


def body(kind, content): return u8(kind) + raw(content)


def member(n): return replica(n) + text("org") + digest(0x80 + n) + digest(0x90 + n) + text("host:%d" % n) + u32(1)


def configuration_value(number):
    parameters = (u32(128) + u32(256) + u32(8) + u32(1024) + u32(2**20) + u64(500_000) + u32(4096) + u32(64) + u32(2**24)
                  + u32(1536 * 1024))
    return u64(number) + u32(1) + u32(0) + text("pbft") + parameters + many([member(n) for n in range(4)])


def step(height, number, following=None):
    value = configuration_value(number + 1 if following is None else following)
    before = u64(number)
    named = commitment(height, digest(0x20), before, following=h(value))
    return certificate(named, [0, 1, 3], configuration=before) + value


def status_answer(counters):
    return (u64(77) + replica(2) + CONFIGURATION + u64(9) + replica(1) + text("Normal") + u64(258) + u64(256) + u64(260)
            + text("") + many([text(n) + u64(v) for n, v in counters]))


# ---- section 5: one of each --------------------------------------------------------------------------------------

def messages():
    yield "Bundle", 1, BUNDLE, {"first": 7, "acknowledgedBelow": 5, "requests": 2, "digest": h(BUNDLE).hex()}
    yield "Refusal", 2, SESSION + u64(7) + u8(1), {"first": 7, "reason": 1}
    yield "Reply, of the signed height", 3, reply([], LEAVES, RUN_PROOF), {"leaves": 2, "path": 0}
    yield "Reply, over a path", 3, reply([C256, C257], LEAVES, RUN_PROOF), {"leaves": 2, "path": 2}
    yield "Confirm", 4, CLIENT + digest(0x71) + signature(0x12), {"nonce": digest(0x71).hex()}
    yield "ConfirmAnswer", 5, statement(2, digest(0x71) + NESTED_VOTE, 0x32), {
        "sender": 2, "configuration": 3, "nonce": digest(0x71).hex()}
    yield "Read, a query", 6, u64(5) + u64(257) + u8(1) + raw(b"range a"), {"id": 5, "minimum": 257, "kind": 1}
    yield "Read, kept results", 6, u64(6) + u64(0) + u8(2) + raw(SESSION + u64(7) + u32(2)), {
        "id": 6, "minimum": 0, "kind": 2}
    yield "ReadAnswer, proved", 7, u64(5) + u8(1) + STATE_CERTIFICATE + raw(raw(u8(0)) + u32(0)), {
        "id": 5, "outcome": 1, "height": 256}
    yield "ReadAnswer, not yet", 7, u64(5) + u8(2), {"id": 5, "outcome": 2}
    yield "StatusQuery", 8, u64(77), {"id": 77}
    yield "StatusAnswer", 9, status_answer([("pool.bundles", 4), ("pool.bytes", 512)]), {
        "id": 77, "mode": "Normal", "executed": 258, "stable": 256, "counters": 2}
    yield "FetchSteps", 10, u64(3), {"above": 3}
    yield "Steps", 11, many([step(256, 3), step(640, 4)]), {"items": 2, "newest": 5}
    yield "StateVote", 16, VOTE, {"sender": 2, "configuration": 3, "height": 258, "commitment": h(C258).hex()}
    yield "FetchBodies", 17, many([h(BLOCK)]) + many([h(BUNDLE), digest(0x81)]), {"blocks": 1, "bodies": 2}
    yield "Bodies", 18, many([BLOCK, NULL_BLOCK]) + many([body(1, BUNDLE)]), {"blocks": 2, "bodies": 1}
    yield "Bodies, with a REJOIN", 18, many([REJOIN_BLOCK]) + many([body(2, REJOIN)]), {"blocks": 1, "bodies": 1}
    yield "FetchDecisions", 19, u64(257), {"from": 257}
    yield "Decisions", 20, (
        many([decision(BLOCK, COMMIT_CERTIFICATE),
              decision(EMPTY_BLOCK, certificate(slot(9, 258, h(EMPTY_BLOCK)), [1, 2, 3]))]) + many([body(1, BUNDLE)])), {
        "items": 2, "bodies": 1}
    yield "FetchManifest", 21, u64(128), {"above": 128}
    yield "Manifest", 22, STATE_CERTIFICATE + many([text("!keys") + digest(0x91), text("latest") + digest(0x92)]), {
        "height": 256, "maps": 2}
    yield "FetchRange", 23, u64(256) + text("latest") + raw(b"k"), {"height": 256, "map": "latest"}
    yield "RangeChunk, in the middle", 24, u64(256) + text("latest") + raw(b"k") + option(raw(b"l\x00")) + raw(b"\x04" + digest(9)), {
        "height": 256, "map": "latest"}
    yield "RangeChunk, at the end", 24, u64(256) + text("latest") + raw(b"") + option(None) + raw(b"\x00"), {
        "height": 256, "map": "latest"}
    yield "Progress", 25, u64(258) + u64(256) + many([]), {"executed": 258, "stable": 256, "held": 0}
    yield "Progress, with evidence", 25, u64(258) + u64(256) + many([evidence_key(0, 65), evidence_key(1, 16), evidence_key(1, 64)]), {
        "executed": 258, "stable": 256, "held": 3}
    yield "FetchEvidence", 26, evidence_key(0, 65), {"member": 0, "of": 65, "configuration": 3}
    yield "EvidenceAnswer", 27, b"".join(LIE), {"member": 0, "of": 65, "configuration": 3, "lie": "True"}
    yield "EvidenceAnswer, of proposals", 27, b"".join(HEADER_LIE), {"member": 1, "of": 64, "configuration": 3, "lie": "True"}
    yield "Rejoin", 28, REJOIN, {"sender": 3, "configuration": 3, "loss": REJOIN_FIELDS.hex()}
    yield "Checkpoint", 29, STATE_CERTIFICATE, {"height": 256}
    yield "PRE-PREPARE", 64, statement(1, SLOT + option(BLOCK), 0x51), {
        "sender": 1, "configuration": 3, "view": 9, "height": 257, "digest": h(BLOCK).hex()}
    yield "PRE-PREPARE, header", 64, HEADER, {
        "sender": 1, "configuration": 3, "view": 9, "height": 257, "digest": h(BLOCK).hex()}
    yield "PREPARE", 65, statement(0, SLOT, 0x56), {
        "sender": 0, "configuration": 3, "view": 9, "height": 257, "digest": h(BLOCK).hex()}
    yield "COMMIT", 66, statement(3, SLOT, 0x57), {
        "sender": 3, "configuration": 3, "view": 9, "height": 257, "digest": h(BLOCK).hex()}
    yield "VIEW-CHANGE", 67, VIEW_CHANGE, {"sender": 0, "configuration": 3, "target": 10, "prepared": 1}
    yield "VIEW-CHANGE, from genesis", 67, BARE_VIEW_CHANGE, {"sender": 3, "configuration": 3, "target": 10, "prepared": 0}
    yield "NEW-VIEW", 68, statement(2, NEW_VIEW_BODY, 0x58), {
        "sender": 2, "configuration": 3, "target": 10, "viewChanges": 2, "proposals": 2}
    yield "STATUS", 69, u64(9) + u64(10) + many([u64(257) + flag(True), u64(260) + flag(False)]), {
        "view": 9, "target": 10, "missing": 2}


def texts():
    yield "Bundle", client_text("witan/core/bundle/v2", h(CLIENT + BUNDLE_FIELDS))
    yield "Confirm", client_text("witan/core/confirm/v1", digest(0x71))
    yield "ConfirmAnswer", member_text("witan/core/confirm-answer/v1", 2, digest(0x71) + h(C258))
    yield "StateVote", member_text("witan/core/state/v1", 2, C258)
    yield "Rejoin", member_text("witan/core/rejoin/v1", 3, REJOIN_FIELDS)
    yield "PRE-PREPARE", member_text("witan/pbft/pre-prepare/v1", 1, SLOT)
    yield "PRE-PREPARE, header", member_text("witan/pbft/pre-prepare/v1", 1, SLOT)
    yield "PREPARE", member_text("witan/pbft/prepare/v1", 0, SLOT)
    yield "COMMIT", member_text("witan/pbft/commit/v1", 3, SLOT)
    yield "VIEW-CHANGE", member_text("witan/pbft/view-change/v1", 0, VIEW_CHANGE_BODY)
    yield "NEW-VIEW", member_text("witan/pbft/new-view/v1", 2, NEW_VIEW_BODY)


# ---- what must be refused ----------------------------------------------------------------------------------------

def bundle_with(incarnation=1, first=7, below=5, requests=(b"x",)):
    return (u8(1) + CLIENT + u64(incarnation) + u64(first) + u64(below) + many([raw(r) for r in requests])
            + signature(0x11))


def one_slot(view=9, height=257): return u8(65) + statement(0, slot(view, height, h(BLOCK)), 0x56)


def view_change(body): return u8(67) + statement(0, body, 0x52)
def new_view(body): return u8(68) + statement(2, body, 0x58)
def decisions(items): return u8(20) + many(items) + many([])
def proposal(body): return u8(64) + statement(1, body, 0x51)


def refused():
    yield "no byte at all", b""
    yield "type 0", u8(0) + u64(1)
    yield "a type nobody has", u8(200) + u64(1)
    yield "a shared type nobody has", u8(40) + u64(1)
    # Bundle
    yield "bundle of incarnation 0", bundle_with(incarnation=0)
    yield "bundle of the highest incarnation", bundle_with(incarnation=2**64 - 1)
    yield "bundle that begins at 0", bundle_with(first=0, below=0)
    yield "bundle whose numbers pass the end", bundle_with(first=2**64 - 1, requests=(b"x", b"y"))
    yield "bundle that acknowledges its own requests", bundle_with(first=7, below=8)
    yield "bundle without requests", bundle_with(requests=())
    yield "bundle with an empty request", bundle_with(requests=(b"x", b""))
    yield "bundle of 513 requests", bundle_with(requests=(b"x",) * 513)
    yield "bundle whose count is larger than what is left", u8(1) + SESSION + u64(7) + u64(5) + u32(2**32 - 1)
    yield "bundle whose request is longer than what is left", u8(1) + SESSION + u64(7) + u64(5) + u32(1) + u32(2**31)
    # Refusal, Reply, Confirm
    yield "refusal without a reason", u8(2) + SESSION + u64(7) + u8(0)
    yield "refusal for a sixth reason", u8(2) + SESSION + u64(7) + u8(6)
    yield "reply without leaves", u8(3) + reply([], [], RUN_PROOF)
    yield "reply with more leaves than its proof", u8(3) + reply([], LEAVES + LEAVES, RUN_PROOF)
    yield "reply with a path of 33", u8(3) + reply([C256] * 33, LEAVES, RUN_PROOF)
    yield "reply whose vote has another type", u8(3) + SESSION + many([]) + u8(65) + VOTE + many(LEAVES) + RUN_PROOF
    yield "reply whose proof has a gap", u8(3) + reply(
        [], LEAVES, u8(1) + u8(1) + u8(0) + u8(2) + digest(1) + u8(0))
    yield "confirm answer with another member's vote", u8(5) + statement(1, digest(0x71) + NESTED_VOTE, 0x32)
    # Read, ReadAnswer, status
    yield "read of kind 0", u8(6) + u64(5) + u64(257) + u8(0) + raw(b"")
    yield "read of kind 3", u8(6) + u64(5) + u64(257) + u8(3) + raw(b"")
    yield "read answer of outcome 0", u8(7) + u64(5) + u8(0)
    yield "read answer of outcome 5", u8(7) + u64(5) + u8(5)
    yield "read answer: not yet, and a certificate", u8(7) + u64(5) + u8(2) + STATE_CERTIFICATE + raw(b"")
    yield "read answer: proved, and nothing", u8(7) + u64(5) + u8(1)
    yield "status answer with ill-formed UTF-8", (
        u8(9) + u64(77) + replica(2) + CONFIGURATION + u64(9) + replica(1) + raw(b"\xc0\x80") + u64(258) + u64(256)
        + u64(260) + text("") + many([]))
    yield "status answer with a mode of 513 bytes", (
        u8(9) + u64(77) + replica(2) + CONFIGURATION + u64(9) + replica(1) + text("N" * 513) + u64(258) + u64(256)
        + u64(260) + text("") + many([]))
    yield "status answer with 257 counters", u8(9) + status_answer([("n%03d" % i, i) for i in range(257)])
    # State vote and certificates
    yield "state vote for another configuration", u8(16) + statement(2, commitment(258, h(C257), u64(4)), 0x31)
    yield "state vote with extensions", u8(16) + statement(2, commitment(258, h(C257), extensions=digest(1)), 0x31)
    yield "manifest with a certificate of scheme 2", u8(22) + u8(2) + STATE_CERTIFICATE[1:] + many([])
    yield "manifest with a certificate without signers", u8(22) + certificate(C256, []) + many([])
    yield "manifest with signers out of order", u8(22) + certificate(C256, [1, 0, 3]) + many([])
    yield "manifest with a signer twice", u8(22) + certificate(C256, [0, 1, 1]) + many([])
    yield "manifest with 129 signers", u8(22) + certificate_of_many(129) + many([])
    yield "checkpoint with signers out of order", u8(29) + certificate(C256, [1, 0, 3])
    yield "checkpoint without signers", u8(29) + certificate(C256, [])
    yield "manifest with maps out of order", u8(22) + STATE_CERTIFICATE + many(
        [text("latest") + digest(0x92), text("!keys") + digest(0x91)])
    yield "manifest with a map twice", u8(22) + STATE_CERTIFICATE + many([text("a") + digest(1)] * 2)
    yield "manifest with a name of 129 bytes", u8(22) + STATE_CERTIFICATE + many([text("a" * 129) + digest(1)])
    yield "manifest with 65 maps", u8(22) + STATE_CERTIFICATE + many([text("m%02d" % i) + digest(1) for i in range(65)])
    # Steps
    yield "no steps", u8(11) + many([])
    yield "65 steps", u8(11) + many([step(256 * (i + 1), i) for i in range(65)])
    yield "steps with a gap", u8(11) + many([step(256, 3), step(640, 5)])
    yield "a step that leaves out a number", u8(11) + many([step(256, 3, following=5)])
    yield "a step to another configuration than its commitment names", (
        u8(11) + many([step(256, 3)[:-len(configuration_value(4))] + configuration_value(4).replace(b"host:0", b"host:9")]))
    # Bodies, blocks, decisions
    yield "fetch of 1,025 bodies", u8(17) + many([]) + many([digest(1)] * 1025)
    yield "body that is no bundle", u8(18) + many([]) + many([body(1, BUNDLE + b"\x00")])
    yield "block of height 0", u8(18) + many([block(0, 1, [])]) + many([])
    yield "block before 1970", u8(18) + many([block(1, -1, [])]) + many([])
    yield "body of kind 0", u8(18) + many([]) + many([body(0, BUNDLE)])
    yield "body of kind 3", u8(18) + many([]) + many([body(3, REJOIN)])
    yield "REJOIN that says it is a bundle", u8(18) + many([]) + many([body(1, REJOIN)])
    yield "REJOIN with a byte too many", u8(18) + many([]) + many([body(2, REJOIN + b"\x00")])
    yield "block with a reference of kind 3", u8(18) + many([block(1, 1, [reference(3, digest(1), 9)])]) + many([])
    yield "block with a REJOIN of another length", (
        u8(18) + many([block(1, 1, [reference(2, digest(1), len(REJOIN) + 1)])]) + many([]))
    yield "block with an empty body", u8(18) + many([block(1, 1, [reference(1, digest(1), 0)])]) + many([])
    yield "block with a body over 2 MiB", u8(18) + many([block(1, 1, [reference(1, digest(1), 2**21 + 1)])]) + many([])
    yield "block of 1,025 references", u8(18) + many([block(1, 1, [reference(1, digest(1), 9)] * 1025)]) + many([])
    yield "decision whose certificate is for another block", decisions([decision(EMPTY_BLOCK, COMMIT_CERTIFICATE)])
    yield "decisions with a height left out", decisions(
        [decision(BLOCK, COMMIT_CERTIFICATE), decision(NULL_BLOCK, certificate(slot(9, 259, h(NULL_BLOCK)), [1, 2, 3]))])
    yield "decisions with a height twice", decisions([decision(BLOCK, COMMIT_CERTIFICATE)] * 2)
    yield "chunk with an empty end", u8(24) + u64(256) + text("latest") + raw(b"") + option(raw(b"")) + raw(b"\x00")
    yield "chunk whose flag is 2", u8(24) + u64(256) + text("latest") + raw(b"") + u8(2) + raw(b"\x00")
    # Evidence
    yield "progress with evidence out of order", u8(25) + u64(2) + u64(1) + many([evidence_key(1, 16), evidence_key(0, 65)])
    yield "progress with evidence twice", u8(25) + u64(2) + u64(1) + many([evidence_key(0, 65)] * 2)
    yield "progress with 513 pieces of evidence", u8(25) + u64(2) + u64(1) + many(
        [evidence_key(i, 65) for i in range(513)])
    yield "evidence in the other order", u8(27) + LIE[1] + LIE[0]
    yield "evidence of one statement twice", u8(27) + LIE[0] + LIE[0]
    yield "evidence of one statement alone", u8(27) + LIE[0]
    yield "evidence with a block inside", u8(27) + b"".join(
        sorted([u8(64) + statement(1, SLOT + option(BLOCK), 0x51), HEADER_LIE[1]]))
    yield "evidence of something unsigned", u8(27) + u8(25) + u64(2) + u64(1) + many([]) + LIE[0]
    # PBFT
    yield "prepare of height 0", one_slot(height=0)
    yield "pre-prepare with the block of another height", proposal(slot(9, 258, h(BLOCK)) + option(BLOCK))
    yield "pre-prepare with another block", proposal(slot(9, 257, h(EMPTY_BLOCK)) + option(BLOCK))
    yield "view-change for view 0", view_change(u64(0) + option(None) + many([]))
    yield "view-change with a checkpoint at 0", view_change(
        u64(10) + option(certificate(commitment(0, bytes(32)), [0, 1, 3])) + many([]))
    yield "view-change with a slot twice", view_change(u64(10) + option(None) + many([PREPARED, PREPARED]))
    yield "view-change with prepares for another block", view_change(
        u64(10) + option(None) + many([HEADER + option(certificate(slot(9, 257, digest(1)), [0, 3]))]))
    yield "view-change with prepares of another view", view_change(
        u64(10) + option(None) + many([HEADER + option(certificate(slot(8, 257, h(BLOCK)), [0, 3]))]))
    yield "view-change with a block inside", view_change(
        u64(10) + option(None) + many([statement(1, SLOT + option(BLOCK), 0x51) + option(certificate(SLOT, [0, 3]))]))
    yield "new-view for view 0", new_view(u64(0) + many([VIEW_CHANGE]) + many([]))
    yield "new-view without view-changes", new_view(u64(10) + many([]) + many([]))
    yield "new-view with view-changes out of order", new_view(u64(10) + many([BARE_VIEW_CHANGE, VIEW_CHANGE]) + many([]))
    yield "new-view with a view-change twice", new_view(u64(10) + many([VIEW_CHANGE, VIEW_CHANGE]) + many([]))
    yield "new-view with proposals out of order", new_view(
        u64(10) + many([VIEW_CHANGE]) + many([PROPOSAL_258, PROPOSAL_257]))
    yield "new-view with a block inside", new_view(
        u64(10) + many([VIEW_CHANGE]) + many([statement(2, slot(10, 257, h(BLOCK)) + option(BLOCK), 0x54)]))
    yield "status whose target is below its view", u8(69) + u64(9) + u64(8) + many([])
    yield "status with slots out of order", u8(69) + u64(9) + u64(9) + many([u64(2) + flag(True), u64(1) + flag(True)])
    yield "status with a slot twice", u8(69) + u64(9) + u64(9) + many([u64(2) + flag(True)] * 2)
    yield "status whose flag is 2", u8(69) + u64(9) + u64(9) + many([u64(2) + u8(2)])
    yield "status with 65 slots", u8(69) + u64(9) + u64(9) + many([u64(i + 1) + flag(True) for i in range(65)])


def certificate_of_many(n):
    return u8(1) + CONFIGURATION + u32(0) + C256 + many([replica(i) + signature(0x40) for i in range(n)])


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
