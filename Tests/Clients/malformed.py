"""What is wrong with a request is told: each gets a Status of the 4xx that fits, and the server goes on.

Usage: malformed.py KUBECONFIG NAMESPACE. Prints one line a check; the exit status is 1 when one failed.
"""
import gzip
import json
import re
import socket
import ssl

from checks import check, finish
from wire import NAMESPACE, api, call, eventually, expect, request

ROOT = f"/api/v1/namespaces/{NAMESPACE}"
MAPS, PODS, SECRETS = ROOT + "/configmaps", ROOT + "/pods", ROOT + "/secrets"
DEPLOYMENTS = f"/apis/apps/v1/namespaces/{NAMESPACE}/deployments"
JSON_PATCH, MERGE, STRATEGIC = "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json"
APPLY, PROTOBUF, YAML = "application/apply-patch+yaml", "application/vnd.kubernetes.protobuf", "application/yaml"
ONE = MAPS + "/one"


def metric(name):
    text = request("GET", "/metrics").data.decode()
    return float(re.search(rf"^{name} (\S+)$", text, re.MULTILINE).group(1))


def descriptors():
    """Open ones, without those of the repository's packs, which git keeps open and which become more and fewer by themselves."""
    return metric("process_open_fds") - json.loads(request("GET", "/apis/kctl.dev/v1alpha1/status").data)["sizes"]["packCount"]


def refused(cases):
    """Each case: the statuses that fit, the method, the path, the body and what else there is; all wrong ones are told at once."""
    wrong = []
    for wanted, method, path, body, named in cases:
        got, headers, value = call(method, path, body, **named)
        what = f"{method} {path[:90]} {str(body)[:60]!r} {str(named)[:120]}"
        is_status = isinstance(value, dict) and value.get("kind") == "Status" and value.get("apiVersion") == "v1" and value.get("code") == got \
            and value.get("status") == "Failure" and value.get("reason") and value.get("message")
        if got not in (wanted if isinstance(wanted, tuple) else (wanted,)) or not is_status or headers["Content-Type"] != "application/json":
            wrong.append(f"{what}: {got} {headers.get('Content-Type')} {str(value)[:200]}")
    assert not wrong, "\n" + "\n".join(wrong)


def written(body, content="application/json", wanted=400, path=MAPS, method="POST", **named):
    return wanted, method, path, body, {"content": content, **named}


expect(201, "POST", MAPS, {"metadata": {"name": "one"}, "data": {"a": "1"}})
expect(201, "POST", DEPLOYMENTS, {"metadata": {"name": "one"}, "spec": {"replicas": 0, "selector": {"matchLabels": {"a": "b"}}, "template": {
    "metadata": {"labels": {"a": "b"}}, "spec": {"containers": [{"name": "c", "image": "localhost/a:1"}]}}}})
opened, memory = descriptors(), metric("process_resident_memory_bytes")


@check
def bodies():
    deep = '{"metadata":{"name":"deep"},"data":' + '{"a":' * 20_000 + "1" + "}" * 20_001
    aliases = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{b}: &{b} [*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a}]\n" for a, b in zip("abcdefghi", "bcdefghij"))
    refused([
        written(""), written("{"), written("}"), written("[]"), written("null"), written("1"), written('"text"'), written("{}x"), written('{"a":1,}'),
        written("{'metadata':{}}"), written(b'{"metadata":{"name":"\xff\xfe"}}'), written('{"metadata":{"name":"\\ud800"}}', wanted=(400, 422)),
        written(b"\xef\xbb\xbf{"), written("\0\0\0"), written('{"metadata":{"name":"a"},"data":{"a":NaN}}'), written('{"metadata":{"name":"n"},"data":{"a":1e999}}'),
        written(deep), written("[" * 100_000), written('{"metadata":{"name":5}}'), written('{"metadata":[]}'), written('{"metadata":{"labels":{"a":1}}}'),
        written('{"data":"text","metadata":{"name":"x"}}'), written('{"metadata":{"name":"x","creationTimestamp":"yesterday"}}'),
        written('{"metadata":{"name":"x"},"binaryData":{"a":"no base64!"}}'), written('{"kind":"Secret","apiVersion":"v1","metadata":{"name":"x"}}'),
        written('{"kind":"ConfigMap","apiVersion":"v9","metadata":{"name":"x"}}'), written('{"kind":7,"metadata":{"name":"x"}}'),
        written('{"metadata":{"name":"x","namespace":"other"}}'), written("{}", wanted=422), written('{"metadata":{"name":"Not_Valid"}}', wanted=422),
        written('{"metadata":{"name":"' + "x" * 300 + '"}}', wanted=422), written('{"metadata":{"name":"x","labels":{"-bad":"x"}}}', wanted=422),
        written('{"metadata":{"name":"x","ownerReferences":[{}]}}', wanted=422), written('{"metadata":{"name":"../../etc"}}', wanted=422),
        written("a: [", YAML), written("a: b: c", YAML), written("\t- x", YAML), written("- 1\n- 2", YAML), written("&a [*a]", YAML), written(aliases, YAML),
        written("!!python/object:os.system {}", YAML, wanted=(400, 422)), written("%YAML 9.9\n---\n{", YAML),
        written("<ConfigMap/>", "application/xml", wanted=415), written("{}", "text/plain", wanted=415), written("{}", "nonsense", wanted=415),
        written("{}", ";;;", wanted=415), written("{}", "application/json; charset", wanted=(415, 422)), written("{}", "multipart/form-data", wanted=415),
        written(b"k8s\0", PROTOBUF, wanted=(400, 422)), written(b"k8s\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", PROTOBUF), written(b"nope", PROTOBUF), written(b"", PROTOBUF),
        written(b"k8s\0\x0a\x80\x80\x80\x80\x7f", PROTOBUF), written(b"k8s\0\x0a\x0f\x0a\x02v1\x12\x09ConfigMap\x12\x05\x0a\xff\xff\xff\x7f", PROTOBUF),
        written("x" * (3 * 2**20 + 1), wanted=413), written(gzip.compress(b"{}"), headers={"Content-Encoding": "gzip"}, wanted=(400, 415)),
        written('{"spec":{"replicas":"many"}}', path=DEPLOYMENTS), written('{"spec":{"replicas":1.5}}', path=DEPLOYMENTS),
        written('{"spec":{"replicas":99999999999}}', path=DEPLOYMENTS), written('{"spec":{"template":{"spec":{"containers":{}}}}}', path=DEPLOYMENTS),
        written('{"metadata":{"name":"x"},"spec":{"containers":[{"name":"c","image":"i","resources":{"limits":{"cpu":"lots"}}}]}}', path=PODS),
        written('{"metadata":{"name":"x"},"spec":{"containers":[{"name":"c","image":"i","resources":{"limits":{"cpu":[]}}}]}}', path=PODS),
        written('{"metadata":{"name":"x"},"data":{"a":"%%%"}}', path=SECRETS),
    ])


@check
def patches():
    def patch(body, content, wanted, path=ONE, **named):
        return written(body, content, wanted, path, "PATCH", **named)

    def operations(*each, wanted=(400, 422)):
        return patch(list(each), JSON_PATCH, wanted)

    refused([
        patch("", JSON_PATCH, 400), patch("{}", JSON_PATCH, 400), patch("[1]", JSON_PATCH, 400), patch("[{]", JSON_PATCH, 400), patch("null", JSON_PATCH, (400, 422)),
        operations({}), operations({"op": "explode", "path": "/a"}), operations({"op": "add"}), operations({"op": "add", "path": "/data/b"}),
        operations({"op": "remove", "path": "/nothing/here"}), operations({"op": "replace", "path": "/nothing", "value": 1}),
        operations({"op": "test", "path": "/data/a", "value": "2"}), operations({"op": "test", "path": "/data/none", "value": "2"}),
        operations({"op": "move", "from": "/nothing", "path": "/data/b"}), operations({"op": "copy", "path": "/data/b"}),
        operations({"op": "move", "from": "/data", "path": "/data/a/b"}), operations({"op": "add", "path": "no/slash", "value": 1}),
        operations({"op": "add", "path": "/data/~2", "value": "x"}), operations({"op": "add", "path": "/metadata/finalizers/9", "value": "x"}),
        operations({"op": "add", "path": "/metadata/finalizers/-1", "value": "x"}), operations({"op": "add", "path": "/data/a/b", "value": "x"}),
        operations({"op": 1, "path": 2}), operations({"op": "replace", "path": "", "value": 5}), operations({"op": "replace", "path": "/metadata/name", "value": "two"}),
        operations({"op": "replace", "path": "/kind", "value": "Secret"}), operations(*[{"op": "add", "path": "/data/a", "value": "x"}] * 10_001, wanted=(413, 422)),
        patch("", MERGE, 400), patch("[]", MERGE, 400), patch('"a"', MERGE, 400), patch("{", MERGE, 400), patch("null", MERGE, 400), patch('{"data":"x"}', MERGE, (400, 422)),
        patch('{"metadata":{"labels":"x"}}', MERGE, (400, 422)), patch('{"metadata":null}', MERGE, (400, 422)), patch('{"metadata":{"resourceVersion":"1"}}', MERGE, 409),
        patch('{"metadata":{"resourceVersion":"x"}}', MERGE, (400, 422)), patch('{"metadata":{"uid":"x"}}', MERGE, (409, 422)),
        patch('{"metadata":{"name":"two"}}', MERGE, (400, 422)), patch('{"data":{"a":{"b":"c"}}}', MERGE, (400, 422)),
        patch("", STRATEGIC, 400), patch("[]", STRATEGIC, 400), patch('{"data":"x"}', STRATEGIC, (400, 422)), patch('{"$patch":"explode"}', STRATEGIC, (400, 422)),
        patch('{"$patch":5}', STRATEGIC, (400, 422)), patch('{"data":{"$patch":[]}}', STRATEGIC, (400, 422)),
        patch('{"metadata":{"$setElementOrder/finalizers":"x"}}', STRATEGIC, (400, 422)), patch('{"metadata":{"$retainKeys":"x"}}', STRATEGIC, (400, 422)),
        patch('{"spec":{"template":{"spec":{"containers":[{"image":"x"}]}}}}', STRATEGIC, (400, 422), DEPLOYMENTS + "/one"),
        patch('{"spec":{"template":{"spec":{"containers":[5]}}}}', STRATEGIC, (400, 422), DEPLOYMENTS + "/one"),
        patch('{"spec":{"template":{"spec":{"containers":[{"name":"c","$patch":"x"}]}}}}', STRATEGIC, (400, 422), DEPLOYMENTS + "/one"),
        patch('{"spec":{"$deleteFromPrimitiveList/x":5}}', STRATEGIC, (400, 422), DEPLOYMENTS + "/one"),
        patch("", APPLY, 400, fieldManager="m"), patch("{", APPLY, 400, fieldManager="m"), patch("[]", APPLY, 400, fieldManager="m"), patch("a: b", APPLY, 400, fieldManager="m"),
        patch('{"apiVersion":"v1","kind":"Secret","metadata":{"name":"one"}}', APPLY, 400, fieldManager="m"),
        patch('{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"two"}}', APPLY, 400, fieldManager="m"),
        patch('{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one"}}', APPLY, 422),
        patch('{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one","managedFields":[{}]}}', APPLY, 400, fieldManager="m"),
        patch('{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one"},"data":{"a":"9"}}', APPLY, 409, fieldManager="m"),
        patch('{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one"},"dada":{}}', APPLY, 400, fieldManager="m"),
        patch("{}", "application/json", 415), patch("{}", "text/plain", 415), patch("{}", MERGE, 404, MAPS + "/none"), patch("{}", MERGE, 405, MAPS),
        patch("{}", MERGE, 422, force="true"), patch('{"kind":"ConfigMap"}', APPLY, 400, fieldManager="m"),
        patch('{"apiVersion":"v1"}', APPLY, 400, fieldManager="m"),
    ])
    assert expect(200, "GET", ONE)["data"] == {"a": "1"}


@check
def options_and_selectors():
    def listed(wanted=400, path=MAPS, method="GET", body=None, **query):
        return wanted, method, path, body, query

    write = {"wanted": (400, 422), "method": "POST", "body": {"metadata": {"name": "x"}}}
    refused([
        *[listed(labelSelector=text) for text in ["a%20in%20(", "a%20in", "%3Db", "a%3Db%3Dc", "a%20notin%20b", "!!a", "a%20b", "(", ",,a", "a%3E", "%3Db,",
                                                  "a%3D" + "x" * 64, "-a", "a%20in%20(b,", "a%3D%00"]],
        *[listed(fieldSelector=text) for text in ["spec.nope%3D1", "a", "%3D", "metadata.name%3D%5C", "metadata.name%3Da,,b", "metadata.name%3E5"]],
        listed(limit="many"), listed(limit="1.5"), listed(limit="99999999999999999999"), listed(**{"continue": "nonsense"}), listed(**{"continue": "e30"}),
        listed(resourceVersion="abc"), listed(resourceVersion="-1"), listed(resourceVersion="1.5"), listed(resourceVersion="99999999999999999999999"),
        listed(wanted=(400, 422), resourceVersionMatch="Exact"), listed(wanted=(400, 422), resourceVersion="1", resourceVersionMatch="Sometimes"),
        listed(wanted=(400, 422), resourceVersion="0", resourceVersionMatch="Exact"), listed(wanted=504, resourceVersion="999999999"),
        listed(wanted=(400, 422), watch="1", resourceVersion="1", resourceVersionMatch="Exact"), listed(wanted=(400, 422), watch="1", sendInitialEvents="true"),
        listed(watch="1", timeoutSeconds="soon"), listed(watch="1", resourceVersion="x"), listed(timeout="soon"), listed(timeout="10"), listed(timeoutSeconds="x"),
        listed(wanted=(400, 422), sendInitialEvents="true", resourceVersionMatch="NotOlderThan"),
        listed(**write, dryRun="Some"), listed(**write, fieldValidation="Perhaps"), listed(**write, fieldManager="x" * 200), listed(**write, fieldManager="a%00b"),
        listed(wanted=(400, 422), path=ONE, method="DELETE", propagationPolicy="Sideways"), listed(path=ONE, method="DELETE", gracePeriodSeconds="soon"),
        listed(path=ONE, method="DELETE", orphanDependents="true", propagationPolicy="Orphan", wanted=(400, 422)),
        listed(path=ONE, method="DELETE", body={"kind": "Pod", "apiVersion": "v1"}), listed(path=ONE, method="DELETE", body="{"),
        listed(path=ONE, method="DELETE", body={"gracePeriodSeconds": "x"}), listed(path=ONE, method="DELETE", body={"preconditions": {"uid": "other"}}, wanted=409),
        listed(path=ONE, method="DELETE", body={"preconditions": {"resourceVersion": "1"}}, wanted=409), listed(path=ONE, method="DELETE", body="[]"),
        listed(path=ONE, method="DELETE", dryRun="Some", wanted=(400, 422)), listed(path=MAPS, method="DELETE", labelSelector="("),
        listed(path=ONE, resourceVersion="x"), listed(path=ONE, method="PUT", body={"metadata": {"name": "two"}}), listed(path=ONE, method="PUT", body="{"),
        listed(path=ONE, method="PUT", body={"metadata": {"name": "one", "resourceVersion": "1"}}, wanted=409),
        listed(path=ONE, method="PUT", body={"metadata": {"name": "one", "uid": "x"}}, wanted=409),
        listed(path=MAPS + "/none", method="PUT", body={"metadata": {"name": "none", "resourceVersion": "1"}}, wanted=(404, 409)),
    ])
    expect(200, "GET", ONE)


@check
def paths_and_methods():
    def asked(wanted, path, method="GET", body=None, **named):
        return wanted, method, path, body, named

    refused([
        *[asked(404, path) for path in ["/nowhere", "/api/v2", "/api/v1/nothings", "/apis/none.example.com", "/apis/none.example.com/v1", "/apis/apps/v9/deployments",
                                        ROOT + "/nothings/x", PODS + "/none", MAPS + "/one/status", MAPS + "/one/two/three", f"{ROOT}/nodes", "/openapi/v3/apis/none/v1",
                                        "/apis/apps/v1/namespaces/none/deployments/x", "/healthz/none", "/api/v1/pods/x"]],
        *[asked((400, 404), path) for path in [MAPS + "/a%00b", "/" + "a/" * 100]],
        asked((404, 414), "/" + "a" * 20_000), asked(405, MAPS, "PUT", "{}"), asked(405, ONE, "POST", "{}"), asked(405, MAPS, "PATCH", "{}"), asked(405, "/apis", "DELETE"),
        asked(405, "/version", "POST", "{}"), asked((400, 404, 405), MAPS, "BREW"), asked(405, "/api/v1/configmaps", "POST", "{}"), asked(405, PODS + "/x/binding"),
        asked(405, "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"),
        asked((404, 405), PODS + "/none/eviction", "POST", {}), asked(404, DEPLOYMENTS + "/none/scale"), asked(404, DEPLOYMENTS + "/none/scale", "PUT", {"metadata": {"name": "none"}, "spec": {"replicas": 1}}),
        asked((400, 422), DEPLOYMENTS + "/one/scale", "PUT", {"metadata": {"name": "one"}, "spec": {"replicas": -1}}),
        asked(400, DEPLOYMENTS + "/one/scale", "PUT", {"kind": "Deployment", "apiVersion": "apps/v1"}),
        asked(406, MAPS, accept="text/html"), asked(406, MAPS, accept="application/json;as=Picture;g=meta.k8s.io;v=v1"), asked(406, MAPS, accept="nonsense"),
        asked(406, ONE, accept="application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v9"),
        asked((400, 403, 500), MAPS, headers={"Impersonate-Group": "a"}), asked((400, 403, 500), MAPS, headers={"Impersonate-Extra-a": "b"}),
        asked(404, PODS + "/none/log"), asked((400, 404), PODS + "/none/exec"), asked((400, 404), "/api/v1/nodes/none:99999/proxy/"), asked((400, 404), PODS + "/a:b:c:d/proxy/"),
        asked((404, 503), ROOT + "/services/none/proxy/"),
    ])


HOST, PORT = re.fullmatch(r"https://\[?([^/]+?)\]?:(\d+)", api.configuration.host).groups()


def is_whole(answer):
    """Whether that is an answer as long as it says."""
    before, end, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"\r\ncontent-length: (\d+)", before, re.IGNORECASE)
    return bool(end and length) and len(body) >= int(length.group(1))


def raw(text, anonymous=False):
    """What comes back for bytes as they are, with the administrator's certificate or none; what has come until the server falls silent."""
    context = ssl.create_default_context(cafile=api.configuration.ssl_ca_cert)
    context.check_hostname = False
    if not anonymous:
        context.load_cert_chain(api.configuration.cert_file, api.configuration.key_file)
    with context.wrap_socket(socket.create_connection((HOST, int(PORT)), timeout=10), server_hostname=HOST) as connection:
        connection.sendall(text if isinstance(text, bytes) else text.encode())
        answer = b""
        try:
            while not is_whole(answer) and (chunk := connection.recv(65536)):
                answer += chunk
        except (ConnectionError, TimeoutError):
            pass
    return answer


def head(line, *fields):
    return "\r\n".join([line + " HTTP/1.1", "Host: a", *fields, "", ""])


@check
def escapes():
    """As they are: client libraries put them right."""
    wrong = []
    for path in ["/%zz", "/api/v1/%", "/api/v1/%4", MAPS + "/%ff%fe", MAPS + "/a%00b", MAPS + "?labelSelector=%zz", MAPS + "?limit=%", MAPS + "?labelSelector=%ff",
                 MAPS + "/%2e%2e%2fsecrets", MAPS + "/../none", MAPS + "/..%2fsecrets", "/api/v1/namespaces/%2e%2e/configmaps/x"]:
        answer = raw(head("GET " + path, "Connection: close"))
        if not re.match(rb"HTTP/1\.1 40[04] ", answer) or b'"kind":"Status"' not in answer:
            wrong.append(f"{path}: {answer[:200]}")
    assert not wrong, "\n".join(wrong)


@check
def credentials():
    for value in ["Bearer nonsense", "Bearer a.b.c", "Bearer eyJhbGciOiJub25lIn0.e30.", "Bearer " + "x" * 10_000]:
        answer = raw(head("GET " + MAPS, "Authorization: " + value, "Connection: close"), anonymous=True)
        assert answer.startswith(b"HTTP/1.1 401 ") and b'"reason":"Unauthorized"' in answer, (value[:40], answer[:200])
    for value in ["Basic YTpi", "Bearer", "", "Negotiate x"]:
        answer = raw(head("GET " + MAPS, "Authorization: " + value, "Connection: close"), anonymous=True)
        assert re.match(rb"HTTP/1\.1 40[13] ", answer) and b'"kind":"Status"' in answer, (value, answer[:200])


@check
def upgrades():
    made = {"metadata": {"name": "up"}, "spec": {"nodeName": "nowhere", "terminationGracePeriodSeconds": 0, "containers": [
        {"name": "c", "image": "localhost/a:1"}, {"name": "d", "image": "localhost/a:1"}]}}
    expect(201, "POST", PODS, made)
    path = PODS + "/up"
    key = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="
    socket_ = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", key]
    close = "Connection: close"
    command = f"GET {path}/exec?container=c&command=ls&stdout=1"
    of_server = [
        head(f"GET {path}/exec", close), head(f"GET {path}/exec?command=ls", close), head(f"GET {path}/exec?command=ls&stdout=1", close),
        head(f"GET {path}/exec?container=none&command=ls&stdout=1", *socket_), head(f"GET {path}/exec?container=c&stdout=1", *socket_),
        head(f"GET {path}/exec?container=c&command=ls", *socket_), head(f"GET {path}/exec?command=ls&stdout=1", *socket_),
        head(f"GET {path}/log?tailLines=-1&container=c", close), head(f"GET {path}/log?container=none", close), head(f"GET {path}/log", close),
        head(f"GET {path}/log?container=c&sinceSeconds=1&sinceTime=2020-01-01T00:00:00Z", close), head(f"GET {path}/log?container=c&limitBytes=0", close),
        head(f"GET {path}/log?container=c&sinceTime=yesterday", close), head(f"GET {path}/log?container=c&tailLines=x", close),
    ]
    # What the pod's node decides, which isn't there.
    of_node = [
        head(f"POST {path}/exec?command=ls&stdout=1&container=c", "Content-Length: 0", close), head(f"GET {path}/attach?stdout=1&container=c", close),
        head(f"GET {path}/portforward", close), head(f"GET {path}/portforward?ports=0", close), head(f"GET {path}/portforward?ports=x", *socket_),
        head(f"GET {path}/portforward?ports=70000", *socket_), head(command + "&tty=1&stderr=1", *socket_),
        head(command, "Connection: Upgrade", "Upgrade: nonsense"), head(command, "Connection: Upgrade", "Upgrade: websocket"),
        head(command, *socket_[:-1], "Sec-WebSocket-Key: short"), head(command, *socket_, "Sec-WebSocket-Protocol: nonsense"),
        head(command, "Connection: Upgrade", "Upgrade: SPDY/3.1", "X-Stream-Protocol-Version: v99.channel.k8s.io"),
    ]
    wrong = []
    for text in of_server + of_node:
        answer = raw(text)
        status = re.match(rb"HTTP/1\.1 (\d+) ", answer)
        status = int(status.group(1)) if status else 0
        body = answer.split(b"\r\n\r\n", 1)[-1]
        told = json.loads(body) if body.startswith(b"{") else {}
        is_told = told.get("kind") == "Status" and told.get("code") == status
        if not is_told or not (400 <= status < 500 or text in of_node and status == 503):
            wrong.append(f"{text.splitlines()[0]} {text.splitlines()[2:]}: {answer[:300]}")
    assert not wrong, "\n" + "\n".join(wrong)
    # A protocol that nobody has to take up.
    assert raw(head("GET /version", "Connection: Upgrade", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__", close)).startswith(b"HTTP/1.1 200 ")
    # Pods of nodes that aren't there are cleared away.
    expect((200, 404), "DELETE", path)


@check
def bytes_that_are_no_requests():
    for text in [b"\0" * 100, b"\xff" * 100, "GET\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", head("GET /\u00e9"), head("G\0T /"),
                 head("POST " + MAPS, "Content-Length: 5", "Transfer-Encoding: chunked") + "0\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
                 head("POST " + MAPS, "Transfer-Encoding: chunked", "Content-Type: application/json") + "zz\r\n"]:
        answer = raw(text)
        assert re.match(rb"HTTP/1\.1 4\d\d ", answer) and b'"kind":"Status"' in answer and answer.count(b"HTTP/1.1 ") == 1, (text, answer)


@check
def nothing_is_left_behind():
    expect(200, "GET", "/readyz")
    eventually("descriptors are closed", lambda: descriptors() <= opened + 10)
    after = metric("process_resident_memory_bytes")
    assert after < memory + 300 * 2**20, f"{memory / 2**20:.0f} -> {after / 2**20:.0f} MiB"


finish()
