"""Signs and verifies with the libraries of PyPI: one JSON job a line in, one JSON answer a line out.

Exits with 3 when a library is absent. A job is {library, secret, body, id, t} to sign, answered with the headers, or the
same with `headers` to verify, answered with true or false.
"""

import datetime
import json
import sys

try:
    import standardwebhooks
    import stripe
except ImportError as error:
    print(error, file=sys.stderr)
    sys.exit(3)


def standard(job):
    webhook = standardwebhooks.Webhook(job["secret"])
    if "headers" not in job:
        moment = datetime.datetime.fromtimestamp(job["t"], tz=datetime.timezone.utc)
        signature = webhook.sign(job["id"], moment, job["body"])
        return {"webhook-id": job["id"], "webhook-timestamp": str(job["t"]), "webhook-signature": signature}
    try:
        webhook.verify(job["body"], job["headers"], json_parse=False)
        return True
    except standardwebhooks.WebhookVerificationError:
        return False


def of_stripe(job):
    if "headers" not in job:
        header = stripe.WebhookSignature.generate_signature_header(job["body"], job["secret"], job["t"])
        return {"stripe-signature": header}
    try:
        header = job["headers"]["stripe-signature"]
        return stripe.WebhookSignature.verify_header(job["body"], header, job["secret"], tolerance=300)
    except stripe.SignatureVerificationError:
        return False


LIBRARIES = {"standardwebhooks": standard, "stripe": of_stripe}

for line in sys.stdin:
    job = json.loads(line)
    print(json.dumps(LIBRARIES[job["library"]](job)))
