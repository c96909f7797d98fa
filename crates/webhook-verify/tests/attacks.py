"""Writes attacks.jsonl: deliveries as an attacker, a careless sender or a framework might make them.

    python3 attacks.py > attacks.jsonl

The codes are computed here by Python's own hmac and hashlib, which share no line with the crate. The same fields as in
cases.jsonl; for standard-webhooks, `header` is an object of name and line or lines.
"""

import base64
import hashlib
import hmac
import json
import unicodedata

SECRET = "shop_hook_7c1e90aa52d84f"
OTHER = "shop_hook_before_31bb07"
NOW = 1764000000
BODY = '{"event":"payment.completed","data":{"sessionId":"cs_9f","totalAmount":29000,"customer":{"name":"박서연"}}}'
NAMES = ["webhook-id", "webhook-timestamp", "webhook-signature"]

lines = []


def raw(text):
    return text if isinstance(text, bytes) else text.encode()


def mac(body, secret=SECRET, kind=hashlib.sha256):
    return hmac.new(raw(secret), raw(body), kind).digest()


def hexed(body, secret=SECRET):
    return mac(body, secret).hex()


def base64ed(body, secret=SECRET):
    return base64.b64encode(mac(body, secret)).decode()


def add(name, expect, header, scheme, secret=SECRET, body=BODY, now=NOW):
    line = {"name": "A%03d-%s" % (len(lines) + 1, name), "scheme": scheme, "secret": secret, "header": header}
    if isinstance(body, bytes):
        line["body_b64"] = base64.b64encode(body).decode()
    else:
        line["body"] = body
    line.update({"now": now, "expect": expect})
    lines.append(json.dumps(line, ensure_ascii=False))


def body_hex(name, expect, header, **more):
    add(name, expect, header, "body-hex", **more)


def body_base64(name, expect, header, **more):
    add(name, expect, header, "body-base64", **more)


def timed(name, expect, header, **more):
    add(name, expect, header, "timestamped-hex", **more)


def standard(name, expect, ident, t, signature, **more):
    header = {name: value for name, value in zip(NAMES, [ident, t, signature]) if value is not None}
    add(name, expect, header, "standard-webhooks", **more)


GOOD = hexed(BODY)

# One code over the body: the form.
body_hex("hex-mixed-case", "ok", GOOD[:32].upper() + GOOD[32:])
body_hex("prefix-and-upper-case-digits", "ok", "sha256=" + GOOD.upper())
body_hex("ten-thousand-blanks-around", "ok", " " * 5000 + GOOD + "\t" * 5000)
body_hex("ten-thousand-blanks-alone", "missing", " \t" * 5000)
body_hex("no-lines", "missing", [])
body_hex("an-empty-line-and-a-good-one", "malformed", ["", GOOD])
body_hex("a-good-line-and-a-blank-one", "malformed", [GOOD, " "])
body_hex("three-lines", "malformed", [GOOD, GOOD, GOOD])
body_hex("prefix-twice", "malformed", "sha256=sha256=" + GOOD)
body_hex("prefix-alone", "malformed", "sha256=")
body_hex("prefix-and-space", "malformed", "sha256= " + GOOD)
body_hex("prefix-upper-case", "malformed", "SHA256=" + GOOD)
body_hex("prefix-with-hyphen", "malformed", "sha-256=" + GOOD)
body_hex("prefix-with-colon", "malformed", "sha256:" + GOOD)
body_hex("prefix-of-sha512", "malformed", "sha512=" + GOOD)
body_hex("prefix-of-a-version", "malformed", "v1=" + GOOD)
body_hex("quoted", "malformed", '"' + GOOD + '"')
body_hex("0x", "malformed", "0x" + GOOD)
body_hex("colons-between-bytes", "malformed", ":".join(GOOD[i : i + 2] for i in range(0, 64, 2)))
body_hex("full-width-digits", "malformed", "".join(chr(ord(c) + 0xFEE0) for c in GOOD))
body_hex("line-break-at-the-end", "malformed", GOOD + "\n")
body_hex("carriage-return-at-the-end", "malformed", GOOD + "\r")
body_hex("nul-at-the-end", "malformed", GOOD + "\0")
body_hex("del-inside", "malformed", GOOD[:63] + "\x7f")
body_hex("no-break-space-around", "malformed", "\u00a0" + GOOD + "\u00a0")
body_hex("two-codes-with-comma", "malformed", GOOD + "," + GOOD)
body_hex("two-codes-with-space", "malformed", GOOD + " " + GOOD)
body_hex("1025-characters", "malformed", "0" * 1025)
body_hex("10-kilobytes", "malformed", "sha256=" + GOOD * 160)
body_hex("the-timestamped-form", "malformed", "t=%d,v1=%s" % (NOW, hexed("%d.%s" % (NOW, BODY))))
body_hex("the-word-none", "malformed", "none")
body_hex("half-the-code", "malformed", GOOD[:32])
body_hex("code-of-sha1", "malformed", mac(BODY, kind=hashlib.sha1).hex())
body_hex("code-of-sha384", "malformed", mac(BODY, kind=hashlib.sha384).hex())
body_hex("code-of-sha512", "malformed", mac(BODY, kind=hashlib.sha512).hex())

# One code over the body: the wrong code.
body_hex("code-of-blake2s", "bad_signature", mac(BODY, kind=hashlib.blake2s).hex())
body_hex("sha512-cut-to-32-bytes", "bad_signature", mac(BODY, kind=hashlib.sha512).hex()[:64])
body_hex("code-of-sha3-256", "bad_signature", mac(BODY, kind=hashlib.sha3_256).hex())
body_hex("all-ones", "bad_signature", "f" * 64)
body_hex("no-key", "bad_signature", hexed(BODY, ""))
body_hex("key-and-body-swapped", "bad_signature", hexed(SECRET, BODY))
body_hex("hash-of-key-and-body", "bad_signature", hashlib.sha256(raw(SECRET + BODY)).hexdigest())
body_hex("hash-of-body-and-key", "bad_signature", hashlib.sha256(raw(BODY + SECRET)).hexdigest())
body_hex("code-of-the-code", "bad_signature", hexed(mac(BODY)))
body_hex("code-reversed", "bad_signature", mac(BODY)[::-1].hex())
body_hex("digits-swapped-in-each-byte", "bad_signature", "".join(GOOD[i + 1] + GOOD[i] for i in range(0, 64, 2)))
body_hex("code-of-another-event", "bad_signature", hexed(BODY.replace("completed", "failed")))
body_hex("code-of-the-empty-body", "bad_signature", hexed(""))
body_hex("empty-body-with-the-code-of-another", "bad_signature", GOOD, body="")
body_hex("secret-in-upper-case", "bad_signature", hexed(BODY, SECRET.upper()))
body_hex("secret-with-a-nul", "bad_signature", hexed(BODY, "\0" + SECRET))
body_hex("secret-cut", "bad_signature", hexed(BODY, SECRET[:-1]))
KEY = bytes(range(1, 33))
body_hex("hexadecimal-secret-decoded-by-the-sender", "bad_signature", hexed(BODY, KEY), secret=KEY.hex())
body_hex("hexadecimal-secret-as-it-stands", "ok", hexed(BODY, KEY.hex()), secret=KEY.hex())
WHSEC = "whsec_" + base64.b64encode(KEY).decode()
body_hex("whsec-decoded-by-the-sender", "bad_signature", hexed(BODY, KEY), secret=WHSEC)
body_hex("whsec-as-it-stands", "ok", hexed(BODY, WHSEC), secret=WHSEC)
body_hex("secret-with-a-space-inside", "ok", hexed(BODY, "two words"), secret="two words")
body_hex("secret-in-hangul", "ok", hexed(BODY, "비밀열쇠"), secret="비밀열쇠")
body_hex("secret-longer-than-a-block", "ok", hexed(BODY, "k" * 200), secret="k" * 200)
body_hex("hash-of-a-long-secret-as-key", "ok", hexed(BODY, hashlib.sha256(b"k" * 200).digest()), secret="k" * 200)
body_hex("third-of-three-secrets", "ok", GOOD, secret=["a", OTHER, SECRET])
body_hex("none-of-three-secrets", "bad_signature", GOOD, secret=["a", OTHER, "b"])
body_hex("two-secrets-joined", "bad_signature", hexed(BODY, SECRET + OTHER), secret=[SECRET, OTHER])

# What a framework does to a body between the socket and the verifier.
PARSED = json.loads(BODY)
for name, other in [
    ("body-with-sorted-keys", json.dumps(PARSED, sort_keys=True, ensure_ascii=False, separators=(",", ":"))),
    ("body-with-spaces", json.dumps(PARSED, ensure_ascii=False)),
    ("body-with-escapes", json.dumps(PARSED, separators=(",", ":"))),
    ("body-indented", json.dumps(PARSED, ensure_ascii=False, indent=2)),
    ("body-with-escaped-slashes-gone", BODY.replace("cs_9f", "cs/9f")),
    ("body-with-a-float", BODY.replace("29000", "29000.0")),
    ("body-with-an-exponent", BODY.replace("29000", "2.9e4")),
    ("body-with-a-text-amount", BODY.replace("29000", '"29000"')),
    ("body-decomposed", unicodedata.normalize("NFD", BODY)),
    ("body-with-byte-order-mark", "\ufeff" + BODY),
    ("body-with-line-break-before", "\r\n" + BODY),
    ("body-in-utf-16", BODY.encode("utf-16-le")),
    ("body-in-euc-kr", BODY.encode("euc-kr")),
    ("body-cut", BODY[:-1]),
    ("body-twice", BODY + BODY),
    ("body-with-amount-changed", BODY.replace("29000", "29001")),
]:
    body_hex(name, "bad_signature", GOOD, body=other)
BROKEN = b'{"name":"\xb9\xda"}'
body_hex("not-utf-8", "ok", hexed(BROKEN), body=BROKEN)
body_hex("not-utf-8-then-replaced", "bad_signature", hexed(BROKEN), body=BROKEN.decode("utf-8", "replace"))
body_hex("body-of-nul-bytes", "ok", hexed(bytes(70)), body=bytes(70))
body_hex("body-of-nul-bytes-one-fewer", "bad_signature", hexed(bytes(70)), body=bytes(69))

# Base64.
body_base64("two-secrets-second", "ok", base64ed(BODY, OTHER), secret=[SECRET, OTHER])
URL_SAFE = next(text for text in map(str, range(1000)) if {"+", "/"} <= set(base64ed(text)))
body_base64("both-special-characters", "ok", base64ed(URL_SAFE), body=URL_SAFE)
body_base64(
    "url-safe-alphabet", "malformed", base64ed(URL_SAFE).replace("+", "-").replace("/", "_"), body=URL_SAFE
)
CODE = mac(BODY)
for name, text in [
    ("padding-twice", base64ed(BODY) + "="),
    ("padding-in-front", "=" + base64ed(BODY)[:-1]),
    ("padding-percent-encoded", base64ed(BODY).replace("=", "%3D")),
    ("line-break-inside", base64ed(BODY)[:22] + "\n" + base64ed(BODY)[22:]),
    ("space-inside", base64ed(BODY)[:22] + " " + base64ed(BODY)[22:]),
    ("of-the-digits", base64.b64encode(raw(GOOD)).decode()),
    ("of-16-bytes", base64.b64encode(CODE[:16]).decode()),
    ("of-31-bytes", base64.b64encode(CODE[:31]).decode()),
    ("of-33-bytes", base64.b64encode(CODE + b"\0").decode()),
    ("twice", base64ed(BODY) + base64ed(BODY)),
    ("prefix-twice", "sha256=sha256=" + base64ed(BODY)),
    ("quoted", "'" + base64ed(BODY) + "'"),
]:
    body_base64("base64-" + name, "malformed", text)
body_base64("all-zero", "bad_signature", base64.b64encode(bytes(32)).decode())
body_base64("wrong-secret", "bad_signature", base64ed(BODY, OTHER))


def v1(t=NOW, body=BODY, secret=SECRET):
    return "v1=" + hexed(b"%s.%s" % (raw(str(t)), raw(body)), secret)


T = "t=%d" % NOW
ZEROS = "v1=" + "0" * 64

# Lists with the time.
timed("code-before-time", "ok", v1() + "," + T)
timed("time-between-codes", "ok", ZEROS + "," + T + "," + v1())
timed("upper-case-digits", "ok", T + ",v1=" + v1()[3:].upper())
timed("eight-codes-last-matches", "ok", ",".join([T] + [ZEROS] * 7 + [v1()]))
timed("nine-codes-first-matches", "malformed", ",".join([T, v1()] + [ZEROS] * 8))
timed("twenty-codes", "malformed", ",".join([T, v1()] + ["v1=" + "0" * 40] * 19))
timed("eight-that-cannot-match-and-a-good-one", "malformed", ",".join([T] + ["v1=x"] * 8 + [v1()]))
timed("second-secret-second-code", "ok", ",".join([T, ZEROS, v1(secret=OTHER)]), secret=[SECRET, OTHER])
timed("other-versions-beside", "ok", T + ",v0=1,v2=x,v10=y,v1a=z,v0=," + v1())
timed("other-version-alone-with-a-good-code", "malformed", T + ",v2=" + v1()[3:])
timed("other-version-good-ours-cut", "malformed", T + ",v0=" + v1()[3:] + "," + v1()[:-1])
timed("code-with-prefix", "malformed", T + ",v1=sha256=" + v1()[3:])
timed("code-empty", "malformed", T + ",v1=")
timed("code-too-long", "malformed", T + "," + v1() + "0")
timed("version-in-upper-case", "malformed", T + ",V1=" + v1()[3:])
timed("time-in-upper-case", "malformed", T.upper() + "," + v1())
timed("version-without-digits", "malformed", T + ",v=1," + v1())
timed("version-of-a-letter", "malformed", T + ",vx=1," + v1())
timed("version-with-two-letters", "malformed", T + ",v1ab=1," + v1())
timed("version-without-value", "malformed", T + ",v0," + v1())
timed("unknown-element", "malformed", T + ",nonce=1," + v1())
timed("quote-in-another-version", "malformed", T + ',v0="1",' + v1())
timed("space-in-another-version", "malformed", T + ",v0=a b," + v1())
timed("tab-in-another-version", "malformed", T + ",v0=a\tb," + v1())
timed("line-break-in-another-version", "malformed", T + ",v0=a\r\nb," + v1())
timed("escape-in-another-version", "malformed", T + ",v0=\x1b[2J," + v1())
timed("accent-in-another-version", "malformed", T + ",v0=caf\u00e9," + v1())
timed("space-after-comma", "malformed", T + ", " + v1())
timed("space-around-equals", "malformed", "t = %d," % NOW + v1())
timed("semicolon", "malformed", T + ";" + v1())
timed("comma-at-the-end", "malformed", T + "," + v1() + ",")
timed("comma-at-the-start", "malformed", "," + T + "," + v1())
timed("comma-twice", "malformed", T + ",," + v1())
timed("comma-alone", "malformed", ",")
timed("split-over-two-lines", "malformed", [T, v1()])
timed("time-alone", "malformed", T)
timed("time-empty", "malformed", "t=," + v1(""))
timed("time-twice-equal", "malformed", T + "," + T + "," + v1())
for name, t in [
    ("leading-zero", "0%d" % NOW),
    ("two-zeros", "00"),
    ("negative", "-1"),
    ("negative-zero", "-0"),
    ("fraction", "%d.0" % NOW),
    ("exponent", "1.764e9"),
    ("hexadecimal", hex(NOW)),
    ("underscore", "1_764_000_000"),
    ("arabic-digits", "".join(chr(0x660 + int(c)) for c in str(NOW))),
    ("date", "2025-11-24T16:00:00Z"),
    ("2-to-the-63", str(2**63)),
    ("2-to-the-64-and-now", str(2**64 + NOW)),
    ("a-hundred-digits", "1" * 100),
    ("a-word", "now"),
]:
    timed("time-" + name, "malformed", "t=" + t + "," + v1(t))
for name, t, now, word in [
    ("zero", 0, NOW, "stale"),
    ("zero-when-the-clock-is-at-the-epoch", 0, -300, "ok"),
    ("milliseconds", NOW * 1000, NOW, "stale"),
    ("the-largest", 2**63 - 1, NOW, "stale"),
    ("the-largest-and-the-smallest-clock", 2**63 - 1, -(2**63), "stale"),
    ("zero-and-the-largest-clock", 0, 2**63 - 1, "stale"),
    ("the-largest-and-the-largest-clock", 2**63 - 1, 2**63 - 1, "ok"),
    ("300-ahead", NOW + 300, NOW, "ok"),
    ("301-ahead", NOW + 301, NOW, "stale"),
    ("a-day-old", NOW - 86400, NOW, "stale"),
]:
    timed("time-" + name, word, "t=%d," % t + v1(t), now=now)
timed("time-moved-to-now", "bad_signature", T + "," + v1(NOW - 86400))
timed("code-over-the-body-alone", "bad_signature", T + ",v1=" + GOOD)
timed("code-with-colon", "bad_signature", T + ",v1=" + hexed("%d:%s" % (NOW, BODY)))
timed("code-with-time-behind", "bad_signature", T + ",v1=" + hexed("%s.%d" % (BODY, NOW)))
timed("code-without-dot", "bad_signature", T + ",v1=" + hexed("%d%s" % (NOW, BODY)))
timed("digit-of-the-time-moved-into-the-body", "bad_signature", "t=%d," % (NOW // 10) + v1(NOW), body="0." + BODY)
timed("stale-and-malformed", "malformed", "t=1," + v1(1)[:-1])
timed("body-changed-and-stale", "bad_signature", "t=1," + v1(1), body=BODY + " ")

ID = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W"
STD = dict(secret=WHSEC)


def sv1(ident=ID, t=NOW, body=BODY, key=KEY):
    return "v1," + base64ed(b"%s.%s.%s" % (raw(ident), raw(str(t)), raw(body)), key)


NONE = "v1," + base64.b64encode(bytes(32)).decode()

# Three headers.
standard("standard-good", "ok", ID, str(NOW), sv1(), **STD)
standard("standard-secret-as-it-stands", "ok", ID, str(NOW), sv1(key=SECRET))
standard("standard-whsec-not-decoded-by-the-sender", "bad_signature", ID, str(NOW), sv1(key=WHSEC), **STD)
standard("standard-prefix-of-whsec-cut-by-the-sender", "bad_signature", ID, str(NOW), sv1(key=WHSEC[6:]), **STD)
standard("standard-blanks-around", "ok", " %s\t" % ID, "\t%d " % NOW, " %s " % sv1(), **STD)
standard("standard-id-absent", "missing", None, str(NOW), sv1(), **STD)
standard("standard-time-absent", "missing", ID, None, sv1(), **STD)
standard("standard-signature-absent", "missing", ID, str(NOW), None, **STD)
standard("standard-id-empty", "missing", "", str(NOW), sv1(""), **STD)
standard("standard-time-blank", "missing", ID, " ", sv1(t=""), **STD)
standard("standard-signature-empty", "missing", ID, str(NOW), "", **STD)
standard("standard-id-twice", "malformed", [ID, ID], str(NOW), sv1(), **STD)
standard("standard-time-twice", "malformed", ID, [str(NOW)] * 2, sv1(), **STD)
standard("standard-signature-twice", "malformed", ID, str(NOW), [sv1(), NONE], **STD)
standard("standard-id-changed", "bad_signature", "msg_0", str(NOW), sv1(), **STD)
standard("standard-id-in-lower-case", "bad_signature", ID.lower(), str(NOW), sv1(), **STD)
standard("standard-time-changed", "bad_signature", ID, str(NOW + 1), sv1(), **STD)
standard("standard-body-changed", "bad_signature", ID, str(NOW), sv1(), body=BODY + "\n", **STD)
standard("standard-id-with-a-dot", "malformed", "msg.1", str(NOW), sv1("msg.1"), **STD)
standard(
    "standard-time-and-id-cut-elsewhere", "malformed", "msg.%d" % NOW, str(NOW), sv1("msg", body="%d.%s" % (NOW, BODY)),
    **STD
)
standard("standard-id-with-a-space", "malformed", "msg 1", str(NOW), sv1("msg 1"), **STD)
standard("standard-id-with-a-quote", "malformed", "msg'1", str(NOW), sv1("msg'1"), **STD)
standard("standard-id-in-hangul", "malformed", "주문1", str(NOW), sv1("주문1"), **STD)
standard("standard-id-of-1024", "ok", "m" * 1024, str(NOW), sv1("m" * 1024), **STD)
standard("standard-id-of-1025", "malformed", "m" * 1025, str(NOW), sv1("m" * 1025), **STD)
standard("standard-two-codes-second", "ok", ID, str(NOW), NONE + " " + sv1(), **STD)
standard("standard-asymmetric-beside", "ok", ID, str(NOW), "v1a,xyz " + sv1(), **STD)
standard("standard-asymmetric-alone", "malformed", ID, str(NOW), sv1().replace("v1,", "v1a,"), **STD)
standard("standard-garbage-beside", "ok", ID, str(NOW), "v1,potato " + sv1(), **STD)
standard("standard-nine-codes", "malformed", ID, str(NOW), " ".join([sv1()] * 9), **STD)
standard("standard-eight-codes", "ok", ID, str(NOW), " ".join([NONE] * 7 + [sv1()]), **STD)
standard("standard-two-spaces", "malformed", ID, str(NOW), NONE + "  " + sv1(), **STD)
standard("standard-tab-between", "malformed", ID, str(NOW), NONE + "\t" + sv1(), **STD)
standard("standard-comma-between", "malformed", ID, str(NOW), NONE + "," + sv1(), **STD)
standard("standard-equals", "malformed", ID, str(NOW), sv1().replace("v1,", "v1="), **STD)
standard("standard-no-version", "malformed", ID, str(NOW), sv1()[3:], **STD)
standard("standard-no-padding", "malformed", ID, str(NOW), sv1().rstrip("="), **STD)
standard("standard-digits", "malformed", ID, str(NOW), "v1," + GOOD, **STD)
standard("standard-300-old", "ok", ID, str(NOW - 300), sv1(t=NOW - 300), **STD)
standard("standard-301-old", "stale", ID, str(NOW - 301), sv1(t=NOW - 301), **STD)
standard("standard-300-ahead", "ok", ID, str(NOW + 300), sv1(t=NOW + 300), **STD)
standard("standard-301-ahead", "stale", ID, str(NOW + 301), sv1(t=NOW + 301), **STD)
standard("standard-old-and-wrong", "bad_signature", ID, str(NOW - 301), NONE, **STD)
standard("standard-time-in-milliseconds", "stale", ID, str(NOW * 1000), sv1(t=NOW * 1000), **STD)
standard("standard-time-with-plus", "malformed", ID, "+%d" % NOW, sv1(t="+%d" % NOW), **STD)
standard("standard-time-smallest", "malformed", ID, str(-(2**63)), sv1(t=-(2**63)), **STD)
standard("standard-time-with-zero", "malformed", ID, "0%d" % NOW, sv1(t="0%d" % NOW), **STD)
add("standard-names-in-capitals", "ok", dict(zip(map(str.upper, NAMES), [ID, str(NOW), sv1()])), "standard-webhooks", **STD)
add("standard-other-names", "missing", {"svix-id": ID, "svix-timestamp": str(NOW), "svix-signature": sv1()},
    "standard-webhooks", **STD)

print("\n".join(lines))
