"""Plain requests to the server of a kubeconfig, for the scripts beside this one: SCRIPT KUBECONFIG NAMESPACE."""
import json
import sys
import time

from kubernetes import client, config

config.load_kube_config(sys.argv[1])
NAMESPACE = sys.argv[2]
api = client.ApiClient()


def request(method, path, body=None, accept="application/json", content="application/json", headers=None, stream=False, **query):
    """The answer as urllib3 has it; with `stream` its body is still to be read."""
    named = {"Accept": accept, **({"Content-Type": content} if body is not None else {}), **(headers or {})}
    data = body if body is None or isinstance(body, (str, bytes)) else json.dumps(body)
    url = api.configuration.host + path + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")
    return api.rest_client.pool_manager.request(method, url, headers=named, body=data, preload_content=not stream, redirect=False)


def call(method, path, body=None, **named):
    """Status, headers and body of any request at all; the body as JSON where it is."""
    answer = request(method, path, body, **named)
    text = answer.data.decode(errors="replace")
    try:
        return answer.status, answer.headers, json.loads(text)
    except ValueError:
        return answer.status, answer.headers, text


def expect(status, method, path, body=None, **named):
    got, _, value = call(method, path, body, **named)
    assert got in (status if isinstance(status, tuple) else (status,)), f"{method} {path}: {got} {value}"
    return value


def watched(path, until, seconds=30, **query):
    """The events of a watch, up to the first for which `until` holds."""
    answer = request("GET", path, stream=True, watch="1", timeoutSeconds=seconds, **query)
    assert answer.status == 200, answer.read()
    seen, rest = [], b""
    try:
        for chunk in answer.stream(65536, decode_content=True):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                seen.append(json.loads(line))
                if until(seen[-1]):
                    return seen
    finally:
        answer.close()
    raise AssertionError(f"the watch of {path} ended after {[event['type'] for event in seen]}")


def eventually(what, condition, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(f"never: {what}")
