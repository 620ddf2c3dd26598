#!/usr/bin/env python3
"""Opens, signs and reads a memorandum through the desk, with Python's standard library alone.

    MOU_DESK=http://127.0.0.1:8080 MOU_DESK_TOKEN=mou_… python3 examples/desk.py my-memorandum
"""

import json
import os
import sys
import urllib.error
import urllib.request

DESK = os.environ.get("MOU_DESK", "http://127.0.0.1:8080")
TOKEN = os.environ["MOU_DESK_TOKEN"]


def ask(path, act=None, key=None):
    """Gives the answer as JSON. Without an act it asks, with one it records."""
    headers = {"Authorization": f"Bearer {TOKEN}", "Accept": "application/json"}
    if act is not None:
        headers["Content-Type"] = "application/json"
    if key is not None:
        # The same key is the same act, however often it is sent: after a failure, just send it again.
        headers["Idempotency-Key"] = key
    body = None if act is None else json.dumps(act).encode()
    request = urllib.request.Request(DESK + path, data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        # RFC 9457: code, detail, and where it matters clause and field.
        problem = json.load(error)
        sys.exit(f"{problem['code']}: {problem['detail']} ({problem.get('clause', 'no clause')})")


def record(mou, act, key):
    receipt = ask(f"/v1/memoranda/{mou}/acts", act, key)
    for event in receipt["events"]:
        print(f"recorded: event {event['seq']}, {event['type']}, on {event['on']}")


def signature(by, name, title):
    return {
        "do": "sign",
        "by": by,
        "signedOn": "2025-10-29",
        "place": "Gyeongju",
        "signatory": {"name": name, "title": title},
        "document": {"title": "Memorandum, signed original", "sha256": "0" * 64},
    }


def main():
    mou = sys.argv[1] if len(sys.argv) > 1 else "from-python"
    record(mou, {"do": "open", "instrument": "us-rok-tpd"}, "python-open")
    record(mou, signature("us", "A. N. Official", "Director"), "python-sign-us")
    preview = ask(f"/v1/memoranda/{mou}/acts?preview=true", signature("rok", "A. N. Official", "Minister"))
    print("the second signature would bring:", ", ".join(event["type"] for event in preview["events"]))
    record(mou, signature("rok", "A. N. Official", "Minister"), "python-sign-rok")
    state = ask(f"/v1/memoranda/{mou}")
    print(f"{mou} is {state['status']} since {state['operativeOn']}")
    for date in ask(f"/v1/memoranda/{mou}/explain")["dates"]:
        print(date["sentence"])


if __name__ == "__main__":
    main()
