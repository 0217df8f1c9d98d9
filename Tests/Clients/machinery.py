"""What Kubernetes' conformance tests name for API machinery, over the wire.

Usage: machinery.py KUBECONFIG NAMESPACE. Prints one line a check; the exit status is 1 when one failed.
"""
import json

from kubernetes import client, watch

from checks import check, finish
from wire import NAMESPACE, call, eventually, expect

core = client.CoreV1Api()
CONFIG_MAPS = f"/api/v1/namespaces/{NAMESPACE}/configmaps"


def config_map(name, **metadata):
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name, **metadata}, "data": {"a": "1"}}


def pod(name, owners=None, requests=None, **spec):
    container = {"name": "main", "image": "localhost/a:1", **({"resources": {"requests": requests, "limits": requests}} if requests else {})}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name, "ownerReferences": owners or []},
            "spec": {"containers": [container], "terminationGracePeriodSeconds": 0, **spec}}


def controller(name, replicas=2):
    return {"apiVersion": "v1", "kind": "ReplicationController", "metadata": {"name": name}, "spec": {
        "replicas": replicas, "selector": {"rc": name}, "template": {
            "metadata": {"labels": {"rc": name}}, "spec": {"containers": [{"name": "c", "image": "localhost/a:1"}]}}}}


# Discovery


@check
def every_group_prefers_a_version_that_it_has():
    groups = expect(200, "GET", "/apis")["groups"]
    for group in groups:
        one = expect(200, "GET", "/apis/" + group["name"])
        versions = [version["groupVersion"] for version in one["versions"]]
        assert one["preferredVersion"]["groupVersion"] in versions, one
        for version in versions:
            assert expect(200, "GET", "/apis/" + version)["groupVersion"] == version
    names = [group["name"] for group in groups]
    for name in ["apps", "batch", "policy", "apiextensions.k8s.io", "flowcontrol.apiserver.k8s.io"]:
        assert name in names


@check
def aggregated_discovery_has_what_plain_discovery_has():
    kind = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
    groups = expect(200, "GET", "/apis", accept=kind + ",application/json")["items"]
    aggregated = {(g["metadata"]["name"], v["version"]): sorted(r["resource"] for r in v["resources"]) for g in groups for v in g["versions"]}
    for (group, version), resources in aggregated.items():
        plain = expect(200, "GET", f"/apis/{group}/{version}")["resources"]
        assert sorted(r["name"] for r in plain if "/" not in r["name"]) == resources, (group, version)


@check
def the_root_lists_what_is_served_and_the_version_is_whole():
    paths = expect(200, "GET", "/")["paths"]
    for path in ["/api", "/apis", "/healthz", "/livez", "/readyz", "/openapi/v2", "/openapi/v3", "/version", "/apis/apps/v1"]:
        assert path in paths, path
    version = expect(200, "GET", "/version")
    assert version["major"] == "1" and version["minor"].isdigit() and version["platform"].startswith("linux/")


# Tables and pages


@check
def what_has_no_metadata_is_no_table():
    table = "application/json;as=Table;v=v1;g=meta.k8s.io"
    review = {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview", "spec": {"nonResourceAttributes": {"path": "/", "verb": "get"}}}
    error = expect(406, "POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review, accept=table)
    assert error["reason"] == "NotAcceptable", error
    made = expect(201, "POST", CONFIG_MAPS, config_map("table"))
    one = expect(200, "GET", CONFIG_MAPS + "/table", accept=table)
    assert one["kind"] == "Table" and one["rows"][0]["cells"][0] == "table" and one["rows"][0]["object"]["kind"] == "PartialObjectMetadata"
    rows = expect(200, "GET", CONFIG_MAPS, accept=table, includeObject="Object", fieldSelector="metadata.name=table")["rows"]
    assert rows[0]["object"]["data"] == made["data"]
    nodes = expect(200, "GET", "/api/v1/nodes", accept=table)
    assert [column["name"] for column in nodes["columnDefinitions"]][:2] == ["Name", "Status"]


@check
def pages_are_of_one_moment_and_a_lost_place_is_told():
    for number in range(12):
        expect(201, "POST", CONFIG_MAPS, config_map(f"chunk-{number:02}", labels={"chunk": "yes"}))
    first = expect(200, "GET", CONFIG_MAPS, limit=5, labelSelector="chunk=yes")
    assert len(first["items"]) == 5 and first["metadata"]["continue"]
    whole = expect(200, "GET", CONFIG_MAPS, limit=5)
    assert whole["metadata"]["remainingItemCount"] == len(expect(200, "GET", CONFIG_MAPS)["items"]) - 5
    expect(200, "DELETE", CONFIG_MAPS + "/chunk-11")
    seen, place = len(first["items"]), first["metadata"]["continue"]
    while place:
        page = expect(200, "GET", CONFIG_MAPS, **{"limit": 5, "labelSelector": "chunk=yes", "continue": place})
        assert page["metadata"]["resourceVersion"] == first["metadata"]["resourceVersion"]
        seen, place = seen + len(page["items"]), page["metadata"].get("continue")
    assert seen == 12, seen
    expect(400, "GET", CONFIG_MAPS, **{"limit": 5, "continue": "nonsense"})
    expect(200, "DELETE", CONFIG_MAPS, labelSelector="chunk=yes")


# Watchers


def events(resource_version, count, **query):
    watching, seen = watch.Watch(), []
    for event in watching.stream(
            core.list_namespaced_config_map, NAMESPACE, resource_version=resource_version, timeout_seconds=20, **query):
        seen.append((event["type"], event["object"].metadata.name, event["object"].metadata.resource_version))
        if len(seen) == count:
            watching.stop()
    assert len(seen) == count, seen
    return seen


@check
def watchers_see_the_same_changes_in_the_same_order():
    start = expect(200, "GET", CONFIG_MAPS)["metadata"]["resourceVersion"]
    for number in range(4):
        expect(201, "POST", CONFIG_MAPS, config_map(f"order-{number}"))
        expect(200, "PATCH", CONFIG_MAPS + f"/order-{number}", {"data": {"a": "2"}}, content="application/merge-patch+json")
    for number in (2, 0, 3, 1):
        expect(200, "DELETE", CONFIG_MAPS + f"/order-{number}")
    all_events = events(start, 12)
    assert events(start, 12) == all_events
    versions = [int(version) for _, _, version in all_events]
    assert versions == sorted(versions) and len(set(versions)) == 12
    assert [kind for kind, _, _ in all_events[-4:]] == ["DELETED"] * 4
    # From the middle on: what was seen before isn't told again.
    assert events(all_events[5][2], 6) == all_events[6:]


@check
def a_watch_from_the_present_begins_with_what_is_there():
    expect(201, "POST", CONFIG_MAPS, config_map("there", labels={"w": "1"}))
    status, _, text = call(
        "GET", CONFIG_MAPS, watch="true", labelSelector="w=1", sendInitialEvents="true", resourceVersionMatch="NotOlderThan",
        allowWatchBookmarks="true", timeoutSeconds=1)
    lines = [json.loads(line) for line in text.splitlines()] if isinstance(text, str) else [text]
    assert status == 200 and lines[0]["type"] == "ADDED" and lines[0]["object"]["metadata"]["name"] == "there", lines
    assert lines[1]["type"] == "BOOKMARK" and lines[1]["object"]["metadata"]["annotations"]["k8s.io/initial-events-end"] == "true", lines
    expect(200, "DELETE", CONFIG_MAPS + "/there")


# Garbage collection


def owner(object_, **more):
    return {"apiVersion": object_["apiVersion"], "kind": object_["kind"], "name": object_["metadata"]["name"], "uid": object_["metadata"]["uid"], **more}


def pods_of(name):
    return expect(200, "GET", f"/api/v1/namespaces/{NAMESPACE}/pods", labelSelector=f"rc={name}")["items"]


@check
def dependents_go_or_stay_as_the_delete_says():
    controllers = f"/api/v1/namespaces/{NAMESPACE}/replicationcontrollers"
    for policy, stays in [("Background", False), ("Orphan", True), ("Foreground", False)]:
        name = policy.lower()
        expect(201, "POST", controllers, controller(name))
        eventually("two pods", lambda: len(pods_of(name)) == 2)
        expect(200, "DELETE", controllers + "/" + name, {"kind": "DeleteOptions", "apiVersion": "v1", "propagationPolicy": policy})
        eventually("the owner is gone", lambda: call("GET", controllers + "/" + name)[0] == 404)
        if stays:
            assert len(pods_of(name)) == 2 and not any(p["metadata"].get("ownerReferences") for p in pods_of(name))
            expect(200, "DELETE", f"/api/v1/namespaces/{NAMESPACE}/pods", labelSelector=f"rc={name}")
        else:
            eventually("the pods are gone", lambda: not pods_of(name))


@check
def a_dependent_with_another_living_owner_stays():
    first = expect(201, "POST", CONFIG_MAPS, config_map("owner-1"))
    second = expect(201, "POST", CONFIG_MAPS, config_map("owner-2"))
    expect(201, "POST", CONFIG_MAPS, config_map("both", ownerReferences=[owner(first, blockOwnerDeletion=True), owner(second)]))
    expect(201, "POST", CONFIG_MAPS, config_map("alone", ownerReferences=[owner(first)]))
    expect(200, "DELETE", CONFIG_MAPS + "/owner-1", {"propagationPolicy": "Foreground"})
    eventually("the owner is gone", lambda: call("GET", CONFIG_MAPS + "/owner-1")[0] == 404)
    eventually("its only dependent is gone", lambda: call("GET", CONFIG_MAPS + "/alone")[0] == 404)
    left = expect(200, "GET", CONFIG_MAPS + "/both")["metadata"]["ownerReferences"]
    assert [reference["name"] for reference in left] == ["owner-2"], left
    expect(200, "DELETE", CONFIG_MAPS + "/owner-2")
    eventually("the last owner took it along", lambda: call("GET", CONFIG_MAPS + "/both")[0] == 404)


@check
def a_circle_of_owners_is_no_obstacle():
    made = [expect(201, "POST", CONFIG_MAPS, config_map(f"circle-{number}")) for number in range(3)]
    for number in range(3):
        reference = [owner(made[(number + 1) % 3], controller=True, blockOwnerDeletion=True)]
        expect(200, "PATCH", CONFIG_MAPS + f"/circle-{number}", {"metadata": {"ownerReferences": reference}}, content="application/merge-patch+json")
    expect(200, "DELETE", CONFIG_MAPS + "/circle-0")
    for number in range(3):
        eventually("the circle is gone", lambda: call("GET", CONFIG_MAPS + f"/circle-{number}")[0] == 404)


# Quotas


def used(name):
    return expect(200, "GET", f"/api/v1/namespaces/{NAMESPACE}-quota/resourcequotas/{name}").get("status", {}).get("used", {})


@check
def every_counted_kind_is_counted_and_held_to_its_limit():
    expect(201, "POST", "/api/v1/namespaces", {"metadata": {"name": NAMESPACE + "-quota"}})
    base = f"/api/v1/namespaces/{NAMESPACE}-quota"
    hard = {
        "pods": "2", "services": "2", "services.loadbalancers": "1", "services.nodeports": "1", "secrets": "1", "configmaps": "2",
        "replicationcontrollers": "1", "persistentvolumeclaims": "1", "requests.storage": "10Gi", "requests.cpu": "1", "limits.memory": "1Gi",
        "count/deployments.apps": "1", "count/leases.coordination.k8s.io": "1", "resourcequotas": "5", "requests.ephemeral-storage": "5Gi",
        "gold.storageclass.storage.k8s.io/requests.storage": "5Gi", "gold.storageclass.storage.k8s.io/persistentvolumeclaims": "0"}
    expect(201, "POST", base + "/resourcequotas", {"metadata": {"name": "q"}, "spec": {"hard": hard}})
    eventually("the quota has a status", lambda: set(used("q")) == set(hard) and used("q")["configmaps"] == "1")
    small = {"cpu": "500m", "memory": "100Mi", "ephemeral-storage": "1Gi"}
    large = {"cpu": "700m", "memory": "100Mi", "ephemeral-storage": "1Gi"}
    template = controller("x")["spec"]["template"]
    cases = [
        ("/pods", pod("p1", requests=small), pod("p2", requests=large), "pods", "1"),
        ("/services", {"metadata": {"name": "np"}, "spec": {"type": "NodePort", "ports": [{"port": 80}]}},
         {"metadata": {"name": "np2"}, "spec": {"type": "NodePort", "ports": [{"port": 80}]}}, "services.nodeports", "1"),
        ("/secrets", {"metadata": {"name": "s1"}}, {"metadata": {"name": "s2"}}, "secrets", "1"),
        ("/configmaps", config_map("c1"), config_map("c2"), "configmaps", "2"),
        ("/replicationcontrollers", {**controller("r1", 0)}, {**controller("r2", 0)}, "replicationcontrollers", "1"),
        ("/persistentvolumeclaims", {"metadata": {"name": "v1"}, "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}},
         {"metadata": {"name": "v2"}, "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}}, "persistentvolumeclaims", "1")]
    for path, fits, exceeds, name, count in cases:
        expect(201, "POST", base + path, fits)
        eventually(f"{name} are counted", lambda: used("q").get(name) == count)
        error = expect(403, "POST", base + path, exceeds)
        assert "exceeded quota: q" in error["message"] and error["reason"] == "Forbidden", error
    assert used("q")["requests.cpu"] == "500m" and used("q")["limits.memory"] == "100Mi" and used("q")["requests.storage"] == "1Gi", used("q")
    error = expect(403, "POST", base + "/pods", pod("unbounded"))
    assert "must specify" in error["message"], error
    group = f"/apis/apps/v1/namespaces/{NAMESPACE}-quota/deployments"
    body = {"metadata": {"name": "d1"}, "spec": {"replicas": 0, "selector": {"matchLabels": {"rc": "x"}}, "template": template}}
    expect(201, "POST", group, body)
    eventually("deployments are counted", lambda: used("q")["count/deployments.apps"] == "1")
    expect(403, "POST", group, {**body, "metadata": {"name": "d2"}})
    expect(200, "DELETE", base + "/pods/p1", {"gracePeriodSeconds": 0})
    eventually("what is gone is given back", lambda: used("q")["pods"] == "0" and used("q")["requests.cpu"] == "0")


@check
def quotas_count_what_their_scopes_say():
    base = f"/api/v1/namespaces/{NAMESPACE}-scopes"
    expect(201, "POST", "/api/v1/namespaces", {"metadata": {"name": NAMESPACE + "-scopes"}})
    name = "low-" + NAMESPACE
    expect(201, "POST", "/apis/scheduling.k8s.io/v1/priorityclasses", {"metadata": {"name": name}, "value": 5})
    scopes = {
        "best": {"scopes": ["BestEffort"]}, "not-best": {"scopes": ["NotBestEffort"]}, "term": {"scopes": ["Terminating"]},
        "not-term": {"scopes": ["NotTerminating"]},
        "class": {"scopeSelector": {"matchExpressions": [{"scopeName": "PriorityClass", "operator": "In", "values": [name]}]}},
        "any-class": {"scopeSelector": {"matchExpressions": [{"scopeName": "PriorityClass", "operator": "Exists"}]}},
        "affinity": {"scopeSelector": {"matchExpressions": [{"scopeName": "CrossNamespacePodAffinity", "operator": "Exists"}]}}}
    for quota, spec in scopes.items():
        expect(201, "POST", base + "/resourcequotas", {"metadata": {"name": quota}, "spec": {"hard": {"pods": "1"}, **spec}})
    expect(201, "POST", base + "/pods", pod("best"))
    expect(201, "POST", base + "/pods", pod("bound", requests={"cpu": "1m", "memory": "1Mi"}, activeDeadlineSeconds=3600, priorityClassName=name))

    def counts():
        listed = expect(200, "GET", base + "/resourcequotas")["items"]
        return {quota["metadata"]["name"]: quota.get("status", {}).get("used", {}).get("pods") for quota in listed}
    wanted = {"best": "1", "not-best": "1", "term": "1", "not-term": "1", "class": "1", "any-class": "1", "affinity": "0"}
    eventually(f"{counts()} is {wanted}", lambda: counts() == wanted)
    expect(403, "POST", base + "/pods", pod("second-best"))
    expect(403, "POST", base + "/pods", pod("second-class", requests={"cpu": "1m", "memory": "1Mi"}, priorityClassName=name))
    expect(422, "POST", base + "/resourcequotas", {"metadata": {"name": "bad"}, "spec": {"hard": {"services": "1"}, "scopes": ["BestEffort"]}})
    expect(200, "DELETE", "/apis/scheduling.k8s.io/v1/priorityclasses/" + name)


# Namespaces


@check
def namespaces_are_patched_finalized_and_have_a_status_of_their_own():
    name = NAMESPACE + "-ns"
    made = expect(201, "POST", "/api/v1/namespaces", {"metadata": {"name": name}})
    assert made["metadata"]["labels"]["kubernetes.io/metadata.name"] == name and made["spec"]["finalizers"] == ["kubernetes"]
    path = "/api/v1/namespaces/" + name
    patched = expect(200, "PATCH", path, {"metadata": {"labels": {"a": "b"}}}, content="application/strategic-merge-patch+json")
    assert patched["metadata"]["labels"]["a"] == "b"
    condition = {"type": "StatusPatched", "status": "True", "reason": "E2E", "message": "set"}
    status = expect(200, "PATCH", path + "/status", {"metadata": {"annotations": {"x": "y"}}, "status": {"conditions": [condition]}}, content="application/merge-patch+json")
    assert status["status"]["conditions"][0]["reason"] == "E2E" and status["metadata"]["annotations"] == {"x": "y"}
    status["status"]["conditions"].append({**condition, "type": "StatusUpdated"})
    assert len(expect(200, "PUT", path + "/status", status)["status"]["conditions"]) == 2
    current = expect(200, "GET", path)
    current["spec"]["finalizers"] = ["kubernetes", "example.com/own"]
    assert expect(200, "PUT", path + "/finalize", current)["spec"]["finalizers"] == ["kubernetes", "example.com/own"]
    expect(200, "DELETE", path)
    eventually("only the foreign finalizer is left", lambda: expect(200, "GET", path)["spec"].get("finalizers") == ["example.com/own"])
    last = expect(200, "GET", path)
    last["spec"]["finalizers"] = []
    expect(200, "PUT", path + "/finalize", last)
    eventually("the namespace is gone", lambda: call("GET", path)[0] == 404)


# Field validation and server-side apply


@check
def unknown_and_duplicate_fields_are_told_by_name():
    deployments = f"/apis/apps/v1/namespaces/{NAMESPACE}/deployments"
    body = """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"my-dep","labels":{"app":"nginx"}},"spec":{"unknownField":"foo",
      "replicas":2,"replicas":3,"selector":{"matchLabels":{"app":"nginx"}},"template":{"metadata":{"labels":{"app":"nginx"}},
      "spec":{"containers":[{"name":"nginx","image":"nginx:latest"}]}}}}"""
    error = expect(400, "POST", deployments, body, fieldManager="m", fieldValidation="Strict")
    assert 'strict decoding error: unknown field "spec.unknownField", duplicate field "spec.replicas"' in error["message"], error
    status, headers, _ = call("POST", deployments, body, fieldManager="m", fieldValidation="Warn", dryRun="All")
    warnings = headers.getlist("Warning")
    assert status == 201 and any('unknown field \\"spec.unknownField\\"' in warning for warning in warnings), warnings
    applied = """apiVersion: apps/v1
kind: Deployment
metadata: {name: my-dep}
spec:
  replicaz: 3
  selector: {matchLabels: {app: nginx}}
  template:
    metadata: {labels: {app: nginx}}
    spec: {containers: [{name: nginx, image: a, imagee: b}]}
"""
    for validation in ["Strict", "Warn", "Ignore"]:
        error = expect(
            400, "PATCH", deployments + "/my-dep", applied, content="application/apply-patch+yaml", fieldManager="m", fieldValidation=validation)
        assert error["message"].startswith(f"failed to create typed patch object ({NAMESPACE}/my-dep; apps/v1, Kind=Deployment): errors:"), error
        assert ".spec.replicaz: field not declared in schema" in error["message"], error
        assert '.spec.template.spec.containers[name="nginx"].imagee: field not declared in schema' in error["message"], error
    twice = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: twice}\ndata:\n  a: one\n  a: two\n"
    error = expect(400, "PATCH", CONFIG_MAPS + "/twice", twice, content="application/apply-patch+yaml", fieldManager="m", fieldValidation="Strict")
    assert 'line 6: key "a" already set in map' in error["message"], error


@check
def applied_fields_have_owners():
    path, kind = CONFIG_MAPS + "/ssa", "application/apply-patch+yaml"
    body = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "ssa"}, "data": {"a": "1", "b": "1"}}
    made = expect(201, "PATCH", path, body, content=kind, fieldManager="one")
    assert [entry["operation"] for entry in made["metadata"]["managedFields"]] == ["Apply"]
    same = expect(200, "PATCH", path, body, content=kind, fieldManager="one")
    assert same["metadata"]["resourceVersion"] == made["metadata"]["resourceVersion"]
    error = expect(409, "PATCH", path, {**body, "data": {"a": "2"}}, content=kind, fieldManager="two")
    assert error["reason"] == "Conflict" and error["details"]["causes"] == [
        {"reason": "FieldManagerConflict", "message": 'conflict with "one"', "field": ".data.a"}], error
    forced = expect(200, "PATCH", path, {**body, "data": {"a": "2"}}, content=kind, fieldManager="two", force="true")
    assert forced["data"] == {"a": "2", "b": "1"}
    left = expect(200, "PATCH", path, {**body, "data": {}}, content=kind, fieldManager="one")
    assert left["data"] == {"a": "2"}, left
    error = expect(422, "PATCH", path, body, content=kind)
    assert "fieldManager" in error["message"], error
    expect(400, "PATCH", path, {**body, "apiVersion": "v2"}, content=kind, fieldManager="one")
    cleared = expect(200, "PATCH", path, [{"op": "replace", "path": "/metadata/managedFields", "value": [{}]}], content="application/json-patch+json")
    assert "managedFields" not in cleared["metadata"], cleared


# Flow control


@check
def flow_schemas_and_priority_levels_are_kept():
    group = "/apis/flowcontrol.apiserver.k8s.io/v1/"
    level = {"metadata": {"name": NAMESPACE}, "spec": {"type": "Limited", "limited": {"nominalConcurrencyShares": 2, "limitResponse": {"type": "Reject"}}}}
    schema = {"metadata": {"name": NAMESPACE}, "spec": {"priorityLevelConfiguration": {"name": NAMESPACE}, "matchingPrecedence": 10000, "rules": []}}
    for plural, body in [("prioritylevelconfigurations", level), ("flowschemas", schema)]:
        made = expect(201, "POST", group + plural, body)
        path = f"{group}{plural}/{NAMESPACE}"
        expect(200, "PATCH", path, {"metadata": {"annotations": {"patched": "true"}}}, content="application/merge-patch+json")
        condition = {"type": "E2E", "status": "True", "reason": "x", "message": "m", "lastTransitionTime": made["metadata"]["creationTimestamp"]}
        status = expect(200, "PATCH", path + "/status", {"status": {"conditions": [condition]}}, content="application/merge-patch+json")
        assert status["status"]["conditions"][0]["type"] == "E2E" and status["metadata"]["annotations"] == {"patched": "true"}
        assert NAMESPACE in [item["metadata"]["name"] for item in expect(200, "GET", group + plural)["items"]]
        expect(200, "DELETE", path)
        expect(404, "GET", path)
    error = expect(422, "POST", group + "flowschemas", {"metadata": {"name": "bad"}, "spec": {"priorityLevelConfiguration": {"name": "a"}, "matchingPrecedence": 10001}})
    assert error["details"]["causes"][0]["field"] == "spec.matchingPrecedence", error


# Bad requests


@check
def nonsense_is_told_to_be_nonsense():
    for status, method, path, body, named in [
            (404, "GET", "/apis/nowhere.example.com/v1", None, {}), (404, "GET", "/api/v1/nothings", None, {}),
            (405, "POST", CONFIG_MAPS + "/a", config_map("a"), {}), (405, "DELETE", "/apis", None, {}),
            (400, "GET", CONFIG_MAPS, None, {"labelSelector": "a%20in%20("}),
            (400, "GET", CONFIG_MAPS, None, {"fieldSelector": "spec.nope=1"}), (400, "GET", CONFIG_MAPS, None, {"limit": "many"}),
            (400, "GET", CONFIG_MAPS, None, {"resourceVersion": "abc"}), (400, "GET", CONFIG_MAPS, None, {"timeout": "soon"}),
            (400, "POST", CONFIG_MAPS, "{", {}), (400, "POST", CONFIG_MAPS, "[]", {}), (400, "POST", CONFIG_MAPS, "", {}),
            (415, "POST", CONFIG_MAPS, "<a/>", {"content": "application/xml"}), (406, "GET", CONFIG_MAPS, None, {"accept": "text/html"}),
            (415, "PATCH", CONFIG_MAPS + "/kube-root-ca.crt", "{}", {"content": "application/json"}),
            (413, "POST", CONFIG_MAPS, "x" * (3 * 1024 * 1024 + 1), {}),
            (422, "PATCH", CONFIG_MAPS + "/kube-root-ca.crt", '[{"op":"test","path":"/kind","value":"x"}]', {"content": "application/json-patch+json"}),
            (400, "GET", f"/api/v1/namespaces/{NAMESPACE}/pods/none/exec", None, {"command": "ls"})]:
        got, _, value = call(method, path, body, **named)
        wanted = (status, 404) if "exec" in path else (status,)
        assert got in wanted, f"{method} {path} {named}: {got} {str(value)[:300]}"
        assert isinstance(value, dict) and value["kind"] == "Status" and value["code"] == got and value["status"] == "Failure", (path, value)


finish()
