"""Recomputes the signing vectors with the standard library, apart from our Rust code.

usage: vectors.py VECTORS NEGATIVE

Prints one line per difference, naming the vector or the mistake, and then exits 1.
"""

import hashlib
import hmac
import json
import re
import sys
import urllib.parse


def main(vectors_path, negative_path):
    vectors = load(vectors_path)
    negatives = load(negative_path)
    differences = [line for vector in vectors for line in differences_of_vector(vector)]
    by_name = {vector["name"]: vector for vector in vectors}
    for negative in negatives:
        differences += differences_of_negative(negative, by_name[negative["vector"]])
    print("\n".join(differences))
    return 1 if differences else 0


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def differences_of_vector(vector):
    message = vector["signed_date"] + vector["method"] + vector["path"] + vector["query"]
    signature = sign(vector, message)
    authorization = "CEA algorithm=HmacSHA256, access-key={}, signed-date={}, signature={}".format(
        vector["access_key"], vector["signed_date"], signature
    )
    expected = {"message": message, "signature": signature, "authorization": authorization}
    return [f"{vector['name']}: {field} differs" for field in expected if vector[field] != expected[field]]


def differences_of_negative(negative, vector):
    message = MISTAKES[negative["mistake"]](vector)
    expected = {"message": message, "signature": sign(vector, message)}
    mistake = negative["mistake"]
    differences = [f"{mistake}: {field} differs" for field in expected if negative[field] != expected[field]]
    if negative["signature"] == vector["signature"]:
        differences.append(f"{mistake}: the mistake gives the right signature")
    return differences


def sign(vector, message):
    return hmac.new(vector["secret_key"].encode(), message.encode(), hashlib.sha256).hexdigest()


def with_query(change):
    return lambda vector: vector["signed_date"] + vector["method"] + vector["path"] + change(vector["query"])


MISTAKES = {
    "question_mark_signed": with_query(lambda query: "?" + query),
    "parts_joined_by_newline": lambda vector: "\n".join(
        vector[part] for part in ("signed_date", "method", "path", "query")
    ),
    "plus_escape_decoded": with_query(lambda query: query.replace("%2B", "+")),
    "query_decoded": with_query(urllib.parse.unquote),
    "escapes_lower_cased": with_query(lambda query: re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), query)),
}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
