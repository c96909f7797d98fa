"""Writes codes.jsonl: HMAC-SHA256 over keys and messages around the block's edges, right codes and wrong ones.

    python3 codes.py > codes.jsonl

In the manner of the suites for such codes: every length at which an implementation has gone wrong before, and codes that are
wrong in one bit, in all, in length, or right for something else. Computed by Python's own hmac and hashlib, which share no
line with the crate; keys and messages are SHA-256 over a counter, so that the file comes out the same each time.
"""

import hashlib
import hmac
import json

KEYS = [1, 16, 31, 32, 33, 55, 56, 63, 64, 65, 100, 128, 129, 200]
MESSAGES = [0, 1, 31, 32, 54, 55, 56, 63, 64, 65, 119, 120, 127, 128, 129, 300]


def filler(name, length):
    out, counter = b"", 0
    while len(out) < length:
        out += hashlib.sha256(b"%s %d" % (name.encode(), counter)).digest()
        counter += 1
    return out[:length]


def flipped(code, bit):
    out = bytearray(code)
    out[bit // 8] ^= 1 << (bit % 8)
    return bytes(out)


def write(key, message, code, what, expect):
    row = {"what": what, "key": key.hex(), "message": message.hex(), "code": code.hex(), "expect": expect}
    print(json.dumps(row))


for key_length in KEYS:
    for message_length in MESSAGES:
        key, message = filler("key %d" % key_length, key_length), filler("message %d" % message_length, message_length)
        write(key, message, hmac.new(key, message, hashlib.sha256).digest(), "right", "ok")

key, message = filler("wrong key", 32), filler("wrong message", 77)
right = hmac.new(key, message, hashlib.sha256).digest()
for bit in [0, 1, 7, 31, 33, 63, 64, 71, 77, 80, 96, 103, 248, 249, 254, 255]:
    write(key, message, flipped(right, bit), "bit %d flipped" % bit, "bad_signature")
for bits in [(0, 64), (71, 103), (7, 255)]:
    write(key, message, flipped(flipped(right, bits[0]), bits[1]), "bits %d and %d flipped" % bits, "bad_signature")
for what, code in [
    ("every bit flipped", bytes(byte ^ 255 for byte in right)),
    ("the top bit of every byte flipped", bytes(byte ^ 128 for byte in right)),
    ("the low bit of every byte flipped", bytes(byte ^ 1 for byte in right)),
    ("zeros", bytes(32)),
    ("ones", b"\xff" * 32),
    ("backwards", right[::-1]),
    ("of the message and a zero", hmac.new(key, message + b"\0", hashlib.sha256).digest()),
    ("of the empty message", hmac.new(key, b"", hashlib.sha256).digest()),
    ("of another key", hmac.new(filler("another key", 32), message, hashlib.sha256).digest()),
    ("of key and message swapped", hmac.new(message, key, hashlib.sha256).digest()),
    ("the plain hash", hashlib.sha256(message).digest()),
    ("the hash of key and message", hashlib.sha256(key + message).digest()),
    ("of another hash of this length", hmac.new(key, message, hashlib.sha3_256).digest()),
]:
    write(key, message, code, what, "bad_signature")
for what, code in [
    ("half a code", right[:16]),
    ("the other half", right[16:]),
    ("all but a byte", right[:31]),
    ("a byte more", right + b"\0"),
    ("twice", right + right),
    ("a longer hash", hmac.new(key, message, hashlib.sha512).digest()),
    ("a shorter hash", hmac.new(key, message, hashlib.sha1).digest()),
    ("nothing but a byte", right[:1]),
]:
    write(key, message, code, what, "malformed")
