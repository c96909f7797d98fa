#!/usr/bin/env python3
"""Reads a shop's order list without this project: another language, another hand, the formula alone.

    python3 order_list.py BASE_URL VENDOR ACCESS_KEY SECRET_KEY

The formula stands in Coupang's documentation (article 360033461914 and the language samples beside it):

    message   = signed date + METHOD + path + query       (nothing in between, the query without its question mark)
    signature = lower-case hex of HMAC-SHA256(secret key, message)

Prints one JSON object: what the lists hold, and what the refusals say. Only the standard library is used.
"""

import datetime
import hashlib
import hmac
import http.client
import json
import sys
import urllib.parse
import uuid

STATUSES = ["ACCEPT", "INSTRUCT", "DEPARTURE", "DELIVERING", "FINAL_DELIVERY", "NONE_TRACKING"]
UTC = datetime.timezone.utc
KOREA = datetime.timezone(datetime.timedelta(hours=9))

base_url, vendor, access_key, secret_key = sys.argv[1:]
host = urllib.parse.urlsplit(base_url).netloc


def sign(secret, date, method, path, query):
    return hmac.new(secret.encode(), (date + method + path + query).encode(), hashlib.sha256).hexdigest()


def signed_date(minutes_ago=0):
    return (datetime.datetime.now(UTC) - datetime.timedelta(minutes=minutes_ago)).strftime("%y%m%dT%H%M%SZ")


def authorization(path, query, access=access_key, secret=secret_key, minutes_ago=0):
    date = signed_date(minutes_ago)
    signature = sign(secret, date, "GET", path, query)
    return f"CEA algorithm=HmacSHA256, access-key={access}, signed-date={date}, signature={signature}"


def get(path, query, header):
    """One request, its target byte by byte as it was signed."""
    connection = http.client.HTTPConnection(host, timeout=10)
    headers = {"Content-Type": "application/json;charset=UTF-8"}
    if header is not None:
        headers["Authorization"] = header
    connection.request("GET", f"{path}?{query}", headers=headers)
    response = connection.getresponse()
    body = json.loads(response.read())
    connection.close()
    return response.status, response.getheader("Content-Type"), body


def order_list(version):
    return f"/v2/providers/openapi/apis/api/{version}/vendors/{vendor}/ordersheets"


def read(version, query):
    """A signed read that must succeed."""
    path = order_list(version)
    status, _, body = get(path, query, authorization(path, query))
    if (status, body["code"], body["message"]) != (200, 200, "OK"):
        sys.exit(f"{version} {query}: {status} {body}")
    return body


def by_day(version, first, last, order_status, per_page):
    """Follows nextToken to the end; answers the box ids and the number of pages."""
    offset = "%2B09:00" if version == "v5" else ""
    query = f"createdAtFrom={first}{offset}&createdAtTo={last}{offset}&maxPerPage={per_page}&status={order_status}"
    boxes, pages, token = [], 0, ""
    while pages == 0 or token:
        body = read(version, query + (f"&nextToken={urllib.parse.quote(token, safe='')}" if token else ""))
        boxes += checked(body["data"], order_status)
        pages, token = pages + 1, body["nextToken"]
    return boxes, pages


def by_minute(version, day, order_status):
    """A whole Korean day in one window, which carries no nextToken."""
    offset = "%2B09:00" if version == "v5" else ""
    query = (
        f"createdAtFrom={day}T00:00{offset}&createdAtTo={day}T23:59{offset}"
        f"&searchType=timeFrame&status={order_status}"
    )
    body = read(version, query)
    if "nextToken" in body:
        sys.exit("a list by minute has no pages")
    return checked(body["data"], order_status)


def checked(rows, order_status):
    """The shipment box ids of rows that all have this status."""
    if any(row["status"] != order_status for row in rows):
        sys.exit(f"a row of another status under {order_status}")
    return [row["shipmentBoxId"] for row in rows]


def count(lists):
    """How many boxes per status; every box once."""
    boxes = [box for found in lists.values() for box in found]
    if len(set(boxes)) != len(boxes):
        sys.exit("a shipment box stands twice")
    return {order_status: len(found) for order_status, found in lists.items()}


def refused(header, path, query):
    status, content_type, body = get(path, query, header)
    transaction = body.get("transactionId", "")
    try:
        is_uuid = str(uuid.UUID(transaction)) == transaction
    except ValueError:
        is_uuid = False
    return {
        "status": status,
        "content_type": content_type,
        "code": body.get("code"),
        "message": body.get("message"),
        "languages": sorted(body.get("messages", {})),
        "transaction_id_is_a_uuid": is_uuid,
    }


def refusals(day):
    path = order_list("v5")
    query = f"createdAtFrom={day}%2B09:00&createdAtTo={day}%2B09:00&status=ACCEPT"
    another_query = authorization(path, query + "&maxPerPage=50")
    return {
        "wrong_secret": refused(authorization(path, query, secret="another secret"), path, query),
        "signed_another_query": refused(another_query, path, query),
        "ten_minutes_old": refused(authorization(path, query, minutes_ago=10), path, query),
        "malformed_header": refused("CEA algorithm=HmacSHA256, access-key=" + access_key, path, query),
        "another_scheme": refused("Bearer " + access_key, path, query),
        "unknown_access_key": refused(authorization(path, query, access="nobody"), path, query),
        "no_header": refused(None, path, query),
    }


def main():
    today = datetime.datetime.now(KOREA).date()
    month_ago = today - datetime.timedelta(days=29)
    summary = {"refusals": refusals(today)}
    for version in ["v5", "v4"]:
        day = {status: by_day(version, today, today, status, 2) for status in STATUSES}
        month = {status: by_day(version, month_ago, today, status, 50) for status in STATUSES}
        minutes = {status: by_minute(version, today, status) for status in STATUSES}
        summary[version] = {
            "today_by_day": count({status: boxes for status, (boxes, _) in day.items()}),
            "pages_of_two": {status: pages for status, (_, pages) in day.items()},
            "thirty_days": count({status: boxes for status, (boxes, _) in month.items()}),
            "pages_of_fifty": {status: pages for status, (_, pages) in month.items()},
            "today_by_minute": count(minutes),
            "same_boxes": all(sorted(day[status][0]) == sorted(minutes[status]) for status in STATUSES),
        }
    print(json.dumps(summary))


main()
