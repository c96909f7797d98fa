#!/usr/bin/env python3
"""Calls functions of the PyPI package `python-coupang` as its users do, against the sandbox.

    python3 pypi_python_coupang.py BASE_URL VENDOR ACCESS_KEY SECRET_KEY < calls

Lines go in and come out as with pypi_coupang.py; a name is one of the package's families and its function, such as
"settlement.get_sales_detail". The package takes a base URL, so nothing of it is touched; its requests are watched.

Exit code 3: the package is not here.
"""

import importlib
import json
import sys
import time

base_url, vendor, access_key, secret_key = sys.argv[1:]
exchanges = []


def watch(response, **_):
    refused = response.status_code >= 400
    exchanges.append({
        "method": response.request.method,
        "url": response.request.url,
        "authorization": response.request.headers["Authorization"],
        "body": None,
        "status": response.status_code,
        "message": response.json()["message"] if refused else None,
        "lost": None,
    })


def main():
    try:
        client = importlib.import_module("pycoupang").CoupangClient(access_key, secret_key, vendor, base_url)
        refusal = importlib.import_module("requests").HTTPError
    except ImportError as absent:
        print(absent, file=sys.stderr)
        sys.exit(3)
    client.session.hooks["response"].append(watch)
    for line in sys.stdin:
        call = json.loads(line)
        family, function = call["function"].split(".")
        exchanges.clear()
        answer, raised = None, []
        try:
            answer = getattr(time if family == "time" else getattr(client, family), function)(*call["arguments"])
        except refusal as error:
            raised.append(type(error).__name__)
        print(json.dumps({"answer": answer, "printed": raised, "exchanges": exchanges}), flush=True)


main()
