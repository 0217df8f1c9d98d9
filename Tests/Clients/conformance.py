"""Behaviours that Kubernetes' conformance tests name and that no script or suite beside this one holds; see Tests/Conformance.

Usage: conformance.py KUBECONFIG NAMESPACE. Prints one line a check; the exit status is 1 when one failed.
"""
import json

from checks import check, finish
from wire import NAMESPACE, call, eventually, expect, watched

CONFIG_MAPS = f"/api/v1/namespaces/{NAMESPACE}/configmaps"
PODS = f"/api/v1/namespaces/{NAMESPACE}/pods"
SERVICES = f"/api/v1/namespaces/{NAMESPACE}/services"
ENDPOINTS = f"/api/v1/namespaces/{NAMESPACE}/endpoints"
SLICES = f"/apis/discovery.k8s.io/v1/namespaces/{NAMESPACE}/endpointslices"
APPS = f"/apis/apps/v1/namespaces/{NAMESPACE}/"
DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
APPLY, MERGE, STRATEGIC = "application/apply-patch+yaml", "application/merge-patch+json", "application/strategic-merge-patch+json"
CONTAINER = {"name": "main", "image": "localhost/a:1"}


def config_map(name, **metadata):
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name, **metadata}, "data": {"a": "1"}}


def is_gone(path):
    return call("GET", path)[0] == 404


def names(path, **query):
    return [item["metadata"]["name"] for item in expect(200, "GET", path, **query)["items"]]


def define(kind, schema, versions=("v1",), **more):
    """A definition in a group of its own, and the path of its objects."""
    group = f"{kind.lower()}.{NAMESPACE}.example.com"
    plural = kind.lower() + "s"
    body = {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": f"{plural}.{group}"}, "spec": {
        "group": group, "scope": "Namespaced", "names": {"plural": plural, "singular": kind.lower(), "kind": kind},
        "versions": [{"name": version, "served": True, "storage": version == versions[0], "schema": {"openAPIV3Schema": schema}, **more}
                     for version in versions]}}
    expect(201, "POST", DEFINITIONS, body)
    return group, f"/apis/{group}/v1/namespaces/{NAMESPACE}/{plural}", f"{DEFINITIONS}/{plural}.{group}"


# Watchers


@check
def a_watcher_sees_an_object_leave_its_selection_and_come_back():
    start = expect(200, "GET", CONFIG_MAPS)["metadata"]["resourceVersion"]
    path = CONFIG_MAPS + "/moving"
    expect(201, "POST", CONFIG_MAPS, config_map("moving", labels={"watch": "this"}))
    for label, data in [("this", "1"), ("other", "2"), ("other", "3"), ("this", "4")]:
        expect(200, "PATCH", path, {"metadata": {"labels": {"watch": label}}, "data": {"mutation": data}}, content=MERGE)
    expect(200, "DELETE", path)
    deleted = []

    def is_last(event):
        deleted.extend([event] if event["type"] == "DELETED" else [])
        return len(deleted) == 2

    seen = watched(CONFIG_MAPS, is_last, resourceVersion=start, labelSelector="watch=this")
    assert [event["type"] for event in seen] == ["ADDED", "MODIFIED", "DELETED", "ADDED", "DELETED"], seen
    # What left the selection is shown as it was in it.
    assert seen[2]["object"]["data"]["mutation"] == "1" and seen[3]["object"]["data"]["mutation"] == "4", seen


@check
def versions_of_all_kinds_are_integers_of_one_order():
    made = []
    for path, body in [(CONFIG_MAPS, config_map("v1")), (f"/api/v1/namespaces/{NAMESPACE}/secrets", {"metadata": {"name": "v2"}}),
                       (CONFIG_MAPS, config_map("v3"))]:
        made.append(expect(201, "POST", path, body)["metadata"]["resourceVersion"])
    listed = expect(200, "GET", CONFIG_MAPS)
    versions = [int(version) for version in made]
    assert versions == sorted(set(versions)) and all(str(int(version)) == version for version in made), made
    assert int(listed["metadata"]["resourceVersion"]) >= versions[-1]
    for name in ("v1", "v3"):
        expect(200, "DELETE", f"{CONFIG_MAPS}/{name}")


@check
def long_lists_come_in_chunks_that_say_what_remains():
    path = f"/api/v1/namespaces/{NAMESPACE}/podtemplates"
    for number in range(40):
        expect(201, "POST", path, {"metadata": {"name": f"t-{number:02}"}, "template": {"spec": {"containers": [CONTAINER]}}})
    seen, token, version = [], None, None
    while token != "":
        page = expect(200, "GET", path, limit=7, **({"continue": token} if token else {}))
        version = version or page["metadata"]["resourceVersion"]
        seen += [item["metadata"]["name"] for item in page["items"]]
        token = page["metadata"].get("continue", "")
        assert page["metadata"]["resourceVersion"] == version and len(page["items"]) <= 7
        assert page["metadata"].get("remainingItemCount", 0) == 40 - len(seen), page["metadata"]
    assert seen == names(path) and len(seen) == 40
    expect(200, "DELETE", path)


@check
def lists_are_of_the_moment_that_is_asked_for():
    first = int(expect(201, "POST", CONFIG_MAPS, config_map("past", labels={"past": "1"}))["metadata"]["resourceVersion"])
    select = {"labelSelector": "past=1"}
    expect(200, "PATCH", CONFIG_MAPS + "/past", {"data": {"a": "2"}}, content=MERGE)
    expect(200, "DELETE", CONFIG_MAPS + "/past")
    exact = expect(200, "GET", CONFIG_MAPS, resourceVersion=first, resourceVersionMatch="Exact", **select)
    assert exact["metadata"]["resourceVersion"] == str(first) and [item["data"]["a"] for item in exact["items"]] == ["1"], exact
    assert expect(200, "GET", CONFIG_MAPS, resourceVersion=first - 1, resourceVersionMatch="Exact", **select)["items"] == []
    later = expect(200, "GET", CONFIG_MAPS, resourceVersion=first, resourceVersionMatch="NotOlderThan", **select)
    assert int(later["metadata"]["resourceVersion"]) > first and later["items"] == [], later
    page = expect(200, "GET", CONFIG_MAPS, limit=1, resourceVersion=first)
    assert page["metadata"]["resourceVersion"] == str(first), page["metadata"]


# Discovery


@check
def a_definition_is_in_every_form_of_discovery():
    group, path, definition = define("Found", {"type": "object"}, ("v1", "v2"))
    eventually("plain discovery has it", lambda: call("GET", f"/apis/{group}/v2")[0] == 200)
    assert [entry["name"] for entry in expect(200, "GET", f"/apis/{group}/v2")["resources"]] == ["founds"]
    items = expect(200, "GET", "/apis", accept=AGGREGATED)["items"]
    found = next(item for item in items if item["metadata"]["name"] == group)
    assert [version["version"] for version in found["versions"]] == ["v2", "v1"], found
    assert found["versions"][0]["resources"][0]["resource"] == "founds" and found["versions"][0]["freshness"] == "Current", found
    for accept in (AGGREGATED, AGGREGATED.replace("v=v2;", "v=v2beta1;"), AGGREGATED + ",application/json"):
        assert expect(200, "GET", "/api", accept=accept)["items"][0]["versions"][0]["version"] == "v1"
    plain = expect(200, "GET", "/apis")
    assert plain["kind"] == "APIGroupList" and group in [entry["name"] for entry in plain["groups"]]
    expect(200, "DELETE", definition)


# Custom resources


@check
def custom_objects_are_judged_field_by_field():
    knows = {"type": "object", "properties": {"spec": {"type": "object", "properties": {
        "known": {"type": "string"}, "embedded": {"type": "object", "x-kubernetes-embedded-resource": True, "x-kubernetes-preserve-unknown-fields": True}}}}}
    loose = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
    group, path, definition = define("Judged", knows)
    free_group, free, free_definition = define("Free", loose)

    def text(kind, group, spec):
        return f'{{"apiVersion":"{group}/v1","kind":"{kind}","metadata":{{"name":"a"}},"spec":{spec}}}'

    eventually("both are served", lambda: call("GET", path)[0] == 200 and call("GET", free)[0] == 200)
    strict = {"fieldValidation": "Strict", "fieldManager": "m"}
    error = expect(400, "POST", path, text("Judged", group, '{"known":"a","unknown":"b","known":"c"}'), **strict)
    assert 'strict decoding error: ' in error["message"] and 'duplicate field "spec.known"' in error["message"], error
    assert 'unknown field "spec.unknown"' in error["message"], error
    made = expect(201, "POST", path, text("Judged", group, '{"known":"a"}'), **strict)
    error = expect((400, 422), "PATCH", path + "/a", {**made, "spec": {"known": "a", "unknown": "b"}}, content=MERGE, **strict)
    assert 'unknown field "spec.unknown"' in error["message"], error
    applied = {"apiVersion": f"{group}/v1", "kind": "Judged", "metadata": {"name": "a"}, "spec": {"unknown": "b"}}
    error = expect((400, 422, 500), "PATCH", path + "/a", applied, content=APPLY, **strict)
    assert "field not declared in schema" in error["message"], error
    expect(200, "PATCH", path + "/a", {**applied, "spec": {"known": "b"}}, content=APPLY, force="true", **strict)
    # Without a schema anything goes, but not twice.
    expect(201, "POST", free, text("Free", free_group, '{"anything":{"goes":1}}'), **strict)
    expect(200, "PATCH", free + "/a", {"apiVersion": f"{free_group}/v1", "kind": "Free", "metadata": {"name": "a"}, "spec": {"x": [1]}}, content=APPLY, **strict)
    error = expect(400, "PUT", free + "/a", text("Free", free_group, '{"x":1,"x":2}'), **strict)
    assert 'duplicate field "spec.x"' in error["message"], error
    # Metadata is known everywhere, also inside.
    body = {"apiVersion": f"{group}/v1", "kind": "Judged", "metadata": {"name": "b", "unknownMeta": "x"}, "spec": {
        "embedded": {"apiVersion": "v1", "kind": "Any", "metadata": {"name": "c", "unknownSub": "y"}}}}
    error = expect(400, "POST", path, body, **strict)
    assert 'unknown field "metadata.unknownMeta"' in error["message"], error
    assert 'unknown field "spec.embedded.metadata.unknownSub"' in error["message"], error
    typed = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "m", "unknownMeta": "x"}, "spec": {
        "selector": {"matchLabels": {"a": "b"}}, "template": {"metadata": {"labels": {"a": "b"}, "unknownSub": "y"}, "spec": {"containers": [CONTAINER]}}}}
    error = expect(400, "POST", APPS + "deployments", typed, **strict)
    assert 'unknown field "metadata.unknownMeta"' in error["message"], error
    assert 'unknown field "spec.template.metadata.unknownSub"' in error["message"], error
    for each in (definition, free_definition):
        expect(200, "DELETE", each)


@check
def custom_objects_are_selected_by_the_fields_that_may_be():
    schema = {"type": "object", "properties": {"host": {"type": "string"}, "port": {"type": "string"}}}
    group, path, definition = define("Selected", schema, ("v1", "v2"), selectableFields=[{"jsonPath": ".host"}, {"jsonPath": ".port"}])
    eventually("it is served", lambda: call("GET", path)[0] == 200)
    start = expect(200, "GET", path)["metadata"]["resourceVersion"]
    for name, host, port in [("a", "one", "80"), ("b", "one", "443"), ("c", "two", "80")]:
        expect(201, "POST", path, {"apiVersion": f"{group}/v1", "kind": "Selected", "metadata": {"name": name}, "host": host, "port": port})
    other = path.replace("/v1/", "/v2/")
    assert names(path, fieldSelector="host=one") == ["a", "b"] and names(other, fieldSelector="host=one,port=80") == ["a"]
    expect(400, "GET", path, fieldSelector="nothing=1")
    expect(200, "PATCH", path + "/a", {"host": "two"}, content=MERGE)
    expect(200, "DELETE", path, fieldSelector="host=one")
    eventually("the selected one is gone", lambda: names(path) == ["a", "c"])
    expect(200, "DELETE", path)
    seen = watched(other, lambda event: event["type"] == "DELETED" and event["object"]["metadata"]["name"] == "b", resourceVersion=start, fieldSelector="host=one")
    told = [(event["type"], event["object"]["metadata"]["name"]) for event in seen]
    assert told == [("ADDED", "a"), ("ADDED", "b"), ("DELETED", "a"), ("DELETED", "b")], told
    expect(200, "DELETE", definition)


# Garbage collection


def deployment(name, replicas=1):
    labels = {"deployment": name}
    return {"metadata": {"name": name, "labels": labels}, "spec": {
        "replicas": replicas, "selector": {"matchLabels": labels}, "template": {"metadata": {"labels": labels}, "spec": {"containers": [CONTAINER]}}}}


@check
def a_deployment_takes_its_replica_sets_along_or_leaves_them():
    for policy in ("Background", "Orphan"):
        name = policy.lower()
        select = {"labelSelector": f"deployment={name}"}
        expect(201, "POST", APPS + "deployments", deployment(name))
        eventually("there is a pod", lambda: len(names(PODS, **select)) == 1)
        expect(200, "DELETE", APPS + "deployments/" + name, {"propagationPolicy": policy})
        eventually("the deployment is gone", lambda: is_gone(APPS + "deployments/" + name))
        if policy == "Background":
            eventually("its ReplicaSet and pods are gone", lambda: not names(APPS + "replicasets", **select) and not names(PODS, **select))
            continue
        sets = expect(200, "GET", APPS + "replicasets", **select)["items"]
        assert len(sets) == 1 and not sets[0]["metadata"].get("ownerReferences"), sets
        expect(200, "DELETE", APPS + "replicasets", **select)


# Namespaces


@check
def a_namespace_takes_along_what_is_in_it_and_its_pods_first():
    name = NAMESPACE + "-emptied"
    root = f"/api/v1/namespaces/{name}"
    expect(201, "POST", "/api/v1/namespaces", {"metadata": {"name": name}})
    expect(201, "POST", root + "/pods", {"metadata": {"name": "held", "finalizers": ["example.com/hold"]}, "spec": {"containers": [CONTAINER], "terminationGracePeriodSeconds": 0}})
    expect(201, "POST", root + "/services", {"metadata": {"name": "svc"}, "spec": {"ports": [{"port": 80}]}})
    expect(201, "POST", root + "/configmaps", config_map("needed"))
    expect(200, "DELETE", root)
    eventually("the pod is being deleted", lambda: "deletionTimestamp" in expect(200, "GET", root + "/pods/held")["metadata"])

    def conditions():
        return {entry["type"]: entry["status"] for entry in expect(200, "GET", root).get("status", {}).get("conditions", [])}

    eventually("the namespace says what it waits for", lambda: conditions().get("NamespaceContentRemaining") == "True")
    assert conditions()["NamespaceFinalizersRemaining"] == "True", conditions()
    expect(200, "GET", root + "/configmaps/needed")
    expect(200, "PATCH", root + "/pods/held", {"metadata": {"finalizers": None}}, content=MERGE)
    eventually("the namespace is gone", lambda: is_gone(root))
    expect(201, "POST", "/api/v1/namespaces", {"metadata": {"name": name}})
    assert names(root + "/pods") == [] and names(root + "/services") == []
    expect(200, "DELETE", root)


@check
def a_namespace_always_has_the_cluster_s_certificate():
    path = CONFIG_MAPS + "/kube-root-ca.crt"
    eventually("it is there", lambda: call("GET", path)[0] == 200)
    first = expect(200, "GET", path)
    expect(200, "DELETE", path)
    eventually("it is there again", lambda: call("GET", path)[0] == 200)
    expect(200, "PATCH", path, {"data": {"ca.crt": "", "other": "x"}}, content=MERGE)
    eventually("it is as it was", lambda: expect(200, "GET", path)["data"] == first["data"])


# Quotas


@check
def a_quota_is_changed_and_its_status_is_its_own():
    path = f"/api/v1/namespaces/{NAMESPACE}/resourcequotas"
    quota = {"metadata": {"name": "q", "labels": {"q": "1"}}, "spec": {"hard": {"cpu": "1", "memory": "1Gi"}}}
    expect(201, "POST", path, quota)
    eventually("it is counted", lambda: set(expect(200, "GET", path + "/q").get("status", {}).get("used", {})) == {"cpu", "memory"})
    patched = expect(200, "PATCH", path + "/q/status", {"status": {"hard": {"cpu": "9"}}, "spec": {"hard": {"cpu": "8"}}}, content=MERGE)
    assert patched["spec"]["hard"]["cpu"] == "1", patched
    eventually("the status is put right", lambda: expect(200, "GET", path + "/q/status")["status"]["hard"] == quota["spec"]["hard"])
    changed = expect(200, "PATCH", path + "/q", {"spec": {"hard": {"cpu": "2"}}}, content=STRATEGIC)
    assert changed["spec"]["hard"] == {"cpu": "2", "memory": "1Gi"}
    eventually("the status follows", lambda: expect(200, "GET", path + "/q")["status"]["hard"]["cpu"] == "2")
    everywhere = expect(200, "GET", "/api/v1/resourcequotas", labelSelector="q=1")["items"]
    assert [item["metadata"]["namespace"] for item in everywhere] == [NAMESPACE]
    expect(200, "DELETE", path, labelSelector="q=1")
    assert names(path) == []


@check
def a_replica_set_that_a_quota_forbids_is_counted_and_released():
    path = f"/api/v1/namespaces/{NAMESPACE}/resourcequotas"
    expect(201, "POST", path, {"metadata": {"name": "sets"}, "spec": {"hard": {"count/replicasets.apps": "1"}}})

    def used():
        return expect(200, "GET", path + "/sets").get("status", {}).get("used", {}).get("count/replicasets.apps")

    eventually("nothing is used", lambda: used() == "0")
    expect(201, "POST", APPS + "replicasets", deployment("first", 0))
    eventually("one is used", lambda: used() == "1")
    error = expect(403, "POST", APPS + "replicasets", deployment("second", 0))
    assert "exceeded quota: sets" in error["message"], error
    expect(200, "DELETE", APPS + "replicasets/first")
    eventually("it is given back", lambda: used() == "0")
    expect(200, "DELETE", path + "/sets")


# Endpoints


def ready_pod(name, address):
    expect(201, "POST", PODS, {"metadata": {"name": name, "labels": {"serves": "yes"}}, "spec": {
        "nodeName": "nowhere", "terminationGracePeriodSeconds": 0, "containers": [{**CONTAINER, "ports": [{"name": "http", "containerPort": 8080}]}]}})
    ready = {"type": "Ready", "status": "True"}
    expect(200, "PATCH", f"{PODS}/{name}/status", {"status": {
        "phase": "Running", "podIP": address, "podIPs": [{"ip": address}], "conditions": [ready]}}, content=STRATEGIC)


def addresses(service):
    slices = expect(200, "GET", SLICES, labelSelector=f"kubernetes.io/service-name={service}")["items"]
    return sorted(address for each in slices for endpoint in each.get("endpoints") or [] for address in endpoint["addresses"])


@check
def a_service_finds_its_pods_and_forgets_them():
    expect(201, "POST", SERVICES, {"metadata": {"name": "finds"}, "spec": {
        "selector": {"serves": "yes"}, "ports": [{"name": "web", "port": 80, "targetPort": "http"}]}})
    eventually("there is a slice of nothing", lambda: call("GET", ENDPOINTS + "/finds")[0] == 200 and addresses("finds") == [])
    for number in (1, 2):
        ready_pod(f"serving-{number}", f"10.9.0.{number}")
    eventually("both are found", lambda: addresses("finds") == ["10.9.0.1", "10.9.0.2"])
    eventually("in the older form too", lambda: [
        [address["ip"] for address in subset["addresses"]] + [subset["ports"][0]["port"]]
        for subset in expect(200, "GET", ENDPOINTS + "/finds").get("subsets") or []] == [["10.9.0.1", "10.9.0.2", 8080]])
    one = expect(200, "GET", SLICES, labelSelector="kubernetes.io/service-name=finds")["items"][0]
    assert one["ports"][0]["port"] == 8080 and one["endpoints"][0]["targetRef"]["kind"] == "Pod", one
    expect(200, "DELETE", PODS + "/serving-1", {"gracePeriodSeconds": 0})
    eventually("one is left", lambda: addresses("finds") == ["10.9.0.2"])
    expect(200, "DELETE", SERVICES + "/finds")
    eventually("nothing is left", lambda: is_gone(ENDPOINTS + "/finds") and not names(SLICES, labelSelector="kubernetes.io/service-name=finds"))
    expect(200, "DELETE", PODS + "/serving-2", {"gracePeriodSeconds": 0})


@check
def endpoints_made_by_hand_are_mirrored():
    expect(201, "POST", SERVICES, {"metadata": {"name": "mirrored"}, "spec": {"ports": [{"port": 80}]}})
    body = {"metadata": {"name": "mirrored"}, "subsets": [{"addresses": [{"ip": "10.1.2.3"}], "ports": [{"port": 80}]}]}
    expect(201, "POST", ENDPOINTS, body)
    eventually("they are mirrored", lambda: addresses("mirrored") == ["10.1.2.3"])
    body["subsets"][0]["addresses"][0]["ip"] = "10.2.3.4"
    expect(200, "PUT", ENDPOINTS + "/mirrored", body)
    eventually("the mirror follows", lambda: addresses("mirrored") == ["10.2.3.4"])
    expect(200, "DELETE", ENDPOINTS + "/mirrored")
    eventually("the mirror goes", lambda: not names(SLICES, labelSelector="kubernetes.io/service-name=mirrored"))
    expect(200, "DELETE", SERVICES + "/mirrored")


@check
def a_service_changes_its_type():
    path = SERVICES + "/changing"
    made = expect(201, "POST", SERVICES, {"metadata": {"name": "changing"}, "spec": {"ports": [{"port": 80}]}})
    assert made["spec"]["clusterIP"]
    outside = expect(200, "PATCH", path, {"spec": {"type": "ExternalName", "externalName": "example.com", "clusterIP": None, "clusterIPs": None}}, content=MERGE)
    assert "clusterIP" not in outside["spec"] or outside["spec"]["clusterIP"] == "", outside
    node = expect(200, "PATCH", path, {"spec": {"type": "NodePort", "externalName": None}}, content=MERGE)
    assert node["spec"]["clusterIP"] and 30000 <= node["spec"]["ports"][0]["nodePort"] <= 32767, node
    ingress = {"status": {"loadBalancer": {"ingress": [{"ip": "1.2.3.4"}]}}}
    expect(422, "PATCH", path + "/status", ingress, content=MERGE)
    expect(200, "PATCH", path, {"spec": {"type": "LoadBalancer"}}, content=MERGE)
    status = expect(200, "PATCH", path + "/status", {"metadata": {"annotations": {"patched": "yes"}}, **ingress}, content=MERGE)
    assert status["status"]["loadBalancer"]["ingress"][0]["ip"] == "1.2.3.4" and status["metadata"]["annotations"]["patched"] == "yes", status
    back = expect(200, "PATCH", path, {"spec": {"type": "ClusterIP"}}, content=MERGE)
    assert "nodePort" not in back["spec"]["ports"][0], back
    expect(200, "DELETE", path)


# Policies


@check
def a_policy_judges_deployments_by_its_variables():
    group, name = "/apis/admissionregistration.k8s.io/v1/", NAMESPACE + "-replicas"
    rule = {"apiGroups": ["apps"], "apiVersions": ["v1"], "operations": ["CREATE", "UPDATE"], "resources": ["deployments"]}
    expect(201, "POST", group + "validatingadmissionpolicies", {"metadata": {"name": name}, "spec": {
        "matchConstraints": {"resourceRules": [rule], "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": NAMESPACE}}},
        "variables": [{"name": "replicas", "expression": "object.spec.replicas"}, {"name": "odd", "expression": "variables.replicas % 2 == 1"}],
        "validations": [{"expression": "variables.replicas > 1", "message": "wants replicas greater than 1"},
                        {"expression": "variables.odd", "message": "wants an odd number of replicas", "reason": "Invalid"}]}})
    eventually("its types are checked", lambda: "typeChecking" in expect(200, "GET", group + "validatingadmissionpolicies/" + name).get("status", {}))
    expect(201, "POST", APPS + "deployments", deployment("unbound", 0))
    expect(201, "POST", group + "validatingadmissionpolicybindings", {"metadata": {"name": name}, "spec": {"policyName": name, "validationActions": ["Deny"]}})
    eventually("the policy holds", lambda: call("POST", APPS + "deployments", deployment("few", 0), dryRun="All")[0] != 201)
    for count, message in [(1, "wants replicas greater than 1"), (4, "wants an odd number of replicas")]:
        error = expect(422, "POST", APPS + "deployments", deployment("wrong", count))
        assert message in error["message"] and f"ValidatingAdmissionPolicy '{name}' with binding '{name}' denied request" in error["message"], error
    expect(201, "POST", APPS + "deployments", deployment("right", 3), dryRun="All")
    expect(422, "PATCH", APPS + "deployments/unbound", {"spec": {"replicas": 2}}, content=MERGE)
    for plural in ("validatingadmissionpolicybindings", "validatingadmissionpolicies"):
        expect(200, "DELETE", group + plural + "/" + name)
    expect(200, "DELETE", APPS + "deployments/unbound")


# Access


@check
def a_service_account_s_issuer_is_discovered():
    document = expect(200, "GET", "/.well-known/openid-configuration")
    assert document["jwks_uri"] and "RS256" in document["id_token_signing_alg_values_supported"] + ["RS256"], document
    assert json.loads(json.dumps(expect(200, "GET", "/openid/v1/jwks")))["keys"][0]["use"] == "sig"


@check
def reviews_say_what_the_account_itself_meets():
    account = f"system:serviceaccount:{NAMESPACE}:reviewed"
    expect(201, "POST", f"/api/v1/namespaces/{NAMESPACE}/serviceaccounts", {"metadata": {"name": "reviewed"}})
    spec = {"user": account, "groups": ["system:authenticated", "system:serviceaccounts"], "resourceAttributes": {
        "verb": "list", "resource": "configmaps", "version": "v1", "namespace": NAMESPACE}}
    acting = {"Impersonate-User": account}
    for allowed in (False, True):
        if allowed:
            expect(201, "POST", f"/apis/rbac.authorization.k8s.io/v1/namespaces/{NAMESPACE}/rolebindings", {
                "metadata": {"name": "reviewed"}, "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
                "subjects": [{"kind": "ServiceAccount", "name": "reviewed", "namespace": NAMESPACE}]})
        status, _, _ = call("GET", CONFIG_MAPS, headers=acting)
        assert (status == 200) == allowed, status
        for place in ("", f"namespaces/{NAMESPACE}/local"):
            review = expect(201, "POST", f"/apis/authorization.k8s.io/v1/{place}subjectaccessreviews", {"spec": spec})
            assert review["status"]["allowed"] == allowed, review


finish()
