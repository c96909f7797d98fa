#!/usr/bin/env python3
"""Calls functions of the PyPI package `coupang` as its users do, against the sandbox.

    python3 pypi_coupang.py BASE_URL < calls

Each line of standard input is a call, {"function": "ordersheet.get_ordersheet", "arguments": [..]}; a name without one of
the package's modules in front is one of Python's own, such as "time.strptime". Each line of standard output is what
came of it:

    {"answer": what the function returned, "printed": [lines it printed], "exchanges": [what travelled, in its order]}

The package knows one host and reads its keys from coupang.ini in the working directory. `urllib.request.urlopen` is
wrapped so that this host becomes the sandbox, and so that what travels can be told; nothing else of it is touched.

Exit code 3: the package is not here.
"""

import contextlib
import importlib
import io
import json
import sys
import urllib.error
import urllib.request

MODULES = ["cs", "exchange", "ordersheet", "returns"]
HOST = "https://api-gateway.coupang.com"

sandbox = sys.argv[1]
really_open = urllib.request.urlopen
exchanges = []


def open_at_the_sandbox(request, *arguments, **options):
    exchange = {
        "method": request.get_method(),
        "url": request.full_url,
        "authorization": request.get_header("Authorization"),
        "body": arguments[0].decode() if arguments else None,
        "status": None,
        "message": None,
        "lost": None,
    }
    exchanges.append(exchange)
    request.full_url = request.full_url.replace(HOST, sandbox, 1)
    try:
        response = really_open(request, *arguments, **options)
    except urllib.error.HTTPError as refusal:
        # The package does not read the body of a refusal.
        exchange.update(status=refusal.code, message=json.loads(refusal.read().decode())["message"])
        raise
    except Exception as lost:
        exchange["lost"] = type(lost).__name__
        raise
    exchange["status"] = response.status
    return response


def carry_out(call):
    module, function = call["function"].split(".")
    module = importlib.import_module("coupang." + module if module in MODULES else module)
    exchanges.clear()
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        answer = getattr(module, function)(*call["arguments"])
    return {"answer": answer, "printed": printed.getvalue().splitlines(), "exchanges": exchanges}


def main():
    urllib.request.urlopen = open_at_the_sandbox
    try:
        importlib.import_module("coupang.common")
    except ImportError as absent:
        print(absent, file=sys.stderr)
        sys.exit(3)
    for line in sys.stdin:
        print(json.dumps(carry_out(json.loads(line))), flush=True)


main()
