"""Each operation on each built-in resource: what conformance tests call the API operations of a kind.

Usage: operations.py KUBECONFIG NAMESPACE. Prints one line a check; the exit status is 1 when one failed.
"""
from checks import check, finish
from wire import NAMESPACE, call, eventually, expect, request, watched

NAME = NAMESPACE + "-ops"
CONTAINER = {"name": "c", "image": "localhost/a:1"}
LABELS = {"app": NAME}
TEMPLATE = {"metadata": {"labels": LABELS}, "spec": {"containers": [CONTAINER]}}
JOB = {"suspend": True, "template": {"spec": {"restartPolicy": "Never", "containers": [CONTAINER]}}}
WORKLOAD = {"selector": {"matchLabels": LABELS}, "template": TEMPLATE}
NOWHERE = {"nodeSelector": {"kubernetes.io/hostname": "nowhere"}}
CLAIM = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
REVIEWED = {"sideEffects": "None", "admissionReviewVersions": ["v1"], "clientConfig": {"url": "https://127.0.0.1:1/"},
            "failurePolicy": "Ignore", "namespaceSelector": {"matchLabels": {"never": "matches"}}, "name": "a.example.com"}
RULE = {"apiGroups": ["example.com"], "apiVersions": ["v1"], "operations": ["CREATE"], "resources": ["nothings"]}
MATCH = {"resourceRules": [RULE]}
# A certificate request for the name ops.
REQUEST = (
    "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISU1IQUNBUUF3RGpFTU1Bb0dBMVVFQXd3RGIzQnpNRmt3RXdZSEtvWkl6ajBDQVFZSUtv"
    "Wkl6ajBEQVFjRApRZ0FFS3pyeFA1ZUprQXBSaVFTR04vVUd4bmh5TEpJMFU2RTZubVRWeUJDdUhncE5jbUdTY1g1Sis4LzlDRjc4CkJoZTNyOHBYSVg1U0dp"
    "QVRrSFpNdUpQMVRLQUFNQW9HQ0NxR1NNNDlCQU1DQTBnQU1FVUNJUUN4SmR1YVFHV1MKdlphSW5ZN2QyeExwSmhjWkNmWmYzRGUzZXJ0b3pEcTRRUUlnREtG"
    "aVpVSnZMK21xSmhIaUtjbEVaOUl2OXRydQovbjJmZFh6TWRVVVRkYkU9Ci0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=")

# By group and version: whether in a namespace, the plural, and what an object has beside its metadata.
KINDS = {
    "v1": [
        (True, "configmaps", {"data": {"a": "1"}}), (True, "secrets", {"stringData": {"a": "1"}}), (True, "serviceaccounts", {}),
        (True, "services", {"spec": {"ports": [{"port": 80}], "selector": LABELS}}), (True, "endpoints", {"subsets": []}),
        (True, "podtemplates", {"template": TEMPLATE}), (True, "replicationcontrollers", {"spec": {"replicas": 0, "selector": LABELS, "template": TEMPLATE}}),
        (True, "resourcequotas", {"spec": {"hard": {"count/nothings.example.com": "1"}}}), (True, "limitranges", {"spec": {"limits": []}}),
        (True, "persistentvolumeclaims", {"spec": CLAIM}), (True, "pods", {"spec": {**TEMPLATE["spec"], **NOWHERE, "terminationGracePeriodSeconds": 0}}),
        (True, "events", {"involvedObject": {"kind": "Pod", "name": "a", "namespace": NAMESPACE}, "reason": "R", "message": "m", "type": "Normal"}),
        (False, "namespaces", {}), (False, "nodes", {}),
        (False, "persistentvolumes", {"spec": {"capacity": {"storage": "1Gi"}, "accessModes": ["ReadWriteOnce"], "hostPath": {"path": "/tmp/x"}}})],
    "apps/v1": [
        (True, "deployments", {"spec": {"replicas": 0, **WORKLOAD}}), (True, "replicasets", {"spec": {"replicas": 0, **WORKLOAD}}),
        (True, "statefulsets", {"spec": {"replicas": 0, "serviceName": "a", **WORKLOAD}}),
        (True, "daemonsets", {"spec": {"selector": {"matchLabels": LABELS}, "template": {**TEMPLATE, "spec": {**TEMPLATE["spec"], **NOWHERE}}}}),
        (True, "controllerrevisions", {"revision": 1, "data": {"a": 1}})],
    "batch/v1": [(True, "jobs", {"spec": JOB}), (True, "cronjobs", {"spec": {"schedule": "0 0 1 1 *", "jobTemplate": {"spec": JOB}}})],
    "autoscaling/v2": [(True, "horizontalpodautoscalers", {"spec": {
        "maxReplicas": 2, "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "none"}}})],
    "policy/v1": [(True, "poddisruptionbudgets", {"spec": {"minAvailable": 1, "selector": {"matchLabels": LABELS}}})],
    "networking.k8s.io/v1": [
        (True, "ingresses", {"spec": {"defaultBackend": {"service": {"name": "a", "port": {"number": 80}}}}}),
        (True, "networkpolicies", {"spec": {"podSelector": {}}}), (False, "ingressclasses", {"spec": {"controller": "example.com/c"}}),
        (False, "servicecidrs", {"spec": {"cidrs": ["10.77.0.0/16"]}})],
    "discovery.k8s.io/v1": [(True, "endpointslices", {"addressType": "IPv4", "endpoints": [{"addresses": ["1.2.3.4"]}], "ports": []})],
    "events.k8s.io/v1": [(True, "events", {
        "eventTime": "2026-01-01T00:00:00.000000Z", "reportingController": "example.com/c", "reportingInstance": "i", "action": "A", "reason": "R",
        "type": "Normal", "note": "n", "regarding": {"kind": "Pod", "name": "a", "namespace": NAMESPACE}})],
    "coordination.k8s.io/v1": [(True, "leases", {"spec": {"holderIdentity": "a", "leaseDurationSeconds": 10}})],
    "rbac.authorization.k8s.io/v1": [
        (True, "roles", {"rules": []}), (False, "clusterroles", {"rules": []}),
        (True, "rolebindings", {"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"}}),
        (False, "clusterrolebindings", {"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"}})],
    "storage.k8s.io/v1": [
        (False, "storageclasses", {"provisioner": "example.com/p"}), (False, "csidrivers", {"spec": {}}), (False, "csinodes", {"spec": {"drivers": []}}),
        (False, "volumeattachments", {"spec": {"attacher": "example.com", "nodeName": "n", "source": {"persistentVolumeName": "v"}}}),
        (True, "csistoragecapacities", {"storageClassName": "a", "capacity": "1Gi"}),
        (False, "volumeattributesclasses", {"driverName": "example.com", "parameters": {"a": "b"}})],
    "scheduling.k8s.io/v1": [(False, "priorityclasses", {"value": 7})],
    "node.k8s.io/v1": [(False, "runtimeclasses", {"handler": "h"})],
    "flowcontrol.apiserver.k8s.io/v1": [
        (False, "flowschemas", {"spec": {"priorityLevelConfiguration": {"name": "global-default"}, "matchingPrecedence": 9999}}),
        (False, "prioritylevelconfigurations", {"spec": {"type": "Limited", "limited": {"nominalConcurrencyShares": 1, "limitResponse": {"type": "Reject"}}}})],
    "admissionregistration.k8s.io/v1": [
        (False, "validatingwebhookconfigurations", {"webhooks": [{**REVIEWED, "rules": [RULE]}]}),
        (False, "mutatingwebhookconfigurations", {"webhooks": [{**REVIEWED, "rules": [RULE]}]}),
        (False, "validatingadmissionpolicies", {"spec": {"matchConstraints": MATCH, "validations": [{"expression": "true"}]}}),
        (False, "validatingadmissionpolicybindings", {"spec": {"policyName": "none", "validationActions": ["Deny"]}}),
        (False, "mutatingadmissionpolicies", {"spec": {"matchConstraints": MATCH, "reinvocationPolicy": "Never", "mutations": [{
            "patchType": "ApplyConfiguration", "applyConfiguration": {"expression": "Object{}"}}]}}),
        (False, "mutatingadmissionpolicybindings", {"spec": {"policyName": "none"}})],
    "certificates.k8s.io/v1": [(False, "certificatesigningrequests", {"spec": {
        "request": REQUEST, "signerName": "example.com/ops", "usages": ["digital signature", "client auth"]}})],
    "storagemigration.k8s.io/v1beta1": [(False, "storageversionmigrations", {"spec": {"resource": {"group": "", "resource": "nothings"}}})],
    "resource.k8s.io/v1": [
        (False, "deviceclasses", {"spec": {}}), (True, "resourceclaims", {"spec": {}}), (True, "resourceclaimtemplates", {"spec": {"spec": {}}}),
        (False, "resourceslices", {"spec": {"driver": "example.com", "nodeName": "n", "pool": {"name": "p", "resourceSliceCount": 1}}})],
}
TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io"
METADATA = "application/json;as=PartialObjectMetadata{};v=v1;g=meta.k8s.io"
PROTOBUF = "application/vnd.kubernetes.protobuf"
APPLY = "application/apply-patch+yaml"
MERGE = "application/merge-patch+json"


class Resource:
    """One resource of the server's, and its objects as the checks make them."""

    def __init__(self, version, namespaced, plural, content):
        self.version, self.plural, self.content = version, plural, content
        self.root = f"/apis/{version}" if "/" in version else f"/api/{version}"
        self.everywhere = f"{self.root}/{plural}"
        self.collection = f"{self.root}/namespaces/{NAMESPACE}/{plural}" if namespaced else self.everywhere
        listed = {entry["name"]: entry for entry in expect(200, "GET", self.root)["resources"]}
        self.entry = listed[plural]
        self.subresources = {name.split("/")[1]: entry for name, entry in listed.items() if name.startswith(plural + "/")}

    def body(self, number):
        return {"apiVersion": self.version, "kind": self.entry["kind"], "metadata": {
            "name": f"{NAME}-{number}", "labels": {"ops": NAME}}, **self.content}

    def path(self, number):
        return f"{self.collection}/{NAME}-{number}"

    def changed(self, path, **annotations):
        """An update; somebody else may be quicker."""
        while True:
            current = expect(200, "GET", path)
            current["metadata"].setdefault("annotations", {}).update(annotations)
            status, _, value = call("PUT", path, current)
            if status != 409:
                assert status == 200, f"PUT {path}: {status} {value}"
                return value


def is_gone(path):
    return call("GET", path)[0] == 404


def walk(resource):
    verbs = {"create", "delete", "get", "list", "patch", "update", "watch"}
    assert verbs <= set(resource.entry["verbs"]), resource.entry
    start = expect(200, "GET", resource.collection)["metadata"]["resourceVersion"]
    path, name = resource.path(1), resource.body(1)["metadata"]["name"]
    made = expect(201, "POST", resource.collection, resource.body(1))
    expect(409, "POST", resource.collection, resource.body(1))
    assert made["kind"] == resource.entry["kind"] and made["apiVersion"] == resource.version, made
    assert expect(200, "GET", path)["metadata"]["uid"] == made["metadata"]["uid"]
    for place in {resource.collection, resource.everywhere}:
        found = expect(200, "GET", place, labelSelector=f"ops={NAME}")
        assert found["kind"].endswith("List") and [item["metadata"]["name"] for item in found["items"]] == [name], found
    patched = expect(200, "PATCH", path, {"metadata": {"annotations": {"patched": "yes"}}}, content=MERGE)
    assert patched["metadata"]["annotations"]["patched"] == "yes"
    one = {"apiVersion": resource.version, "kind": resource.entry["kind"], "metadata": {"name": name, "annotations": {"applied": "yes"}}}
    applied = expect(200, "PATCH", path, one, content=APPLY, fieldManager="ops")
    assert "ops" in [entry["manager"] for entry in applied["metadata"]["managedFields"]], applied
    assert resource.changed(path, updated="yes")["metadata"]["annotations"]["updated"] == "yes"
    if "status" in resource.subresources:
        expect(200, "GET", path + "/status")
        # Of some kinds the status' endpoint writes metadata too: what matters is that it takes each way of writing.
        expect(200, "PATCH", path + "/status", {"metadata": {"labels": {"ops": NAME}}}, content=MERGE)
        resource.changed(path + "/status")
    table = expect(200, "GET", resource.collection, accept=TABLE, labelSelector=f"ops={NAME}")
    row = table["rows"][0]
    assert row["object"]["metadata"]["name"] == name and len(row["cells"]) == len(table["columnDefinitions"]), table
    assert row["cells"][0] == name or resource.plural == "events", table
    assert expect(200, "GET", path, accept=METADATA.format(""))["kind"] == "PartialObjectMetadata"
    assert expect(200, "GET", resource.collection, accept=METADATA.format("List"))["kind"] == "PartialObjectMetadataList"
    assert request("GET", path, accept=PROTOBUF).data[:4] == b"k8s\0"
    expect((200, 202), "DELETE", path)
    eventually(f"{path} is gone", lambda: is_gone(path))
    seen = watched(resource.collection, lambda event: event["type"] == "DELETED", resourceVersion=start, labelSelector=f"ops={NAME}")
    assert seen[0]["type"] == "ADDED" and {event["type"] for event in seen[1:-1]} == {"MODIFIED"}, [event["type"] for event in seen]
    versions = [int(event["object"]["metadata"]["resourceVersion"]) for event in seen]
    assert versions == sorted(set(versions)) and versions[0] == int(made["metadata"]["resourceVersion"]), versions
    for accept, kind in [(TABLE, "Table"), (METADATA.format(""), "PartialObjectMetadata")]:
        told = watched(resource.collection, lambda event: event["type"] == "DELETED", resourceVersion=start, labelSelector=f"ops={NAME}", accept=accept)
        assert [event["type"] for event in told] == [event["type"] for event in seen] and {event["object"]["kind"] for event in told} == {kind}, told
        # Columns are told once.
        assert kind != "Table" or [bool(event["object"].get("columnDefinitions")) for event in told] == [True] + [False] * (len(told) - 1), told
    collect(resource)


def collect(resource):
    """Several are deleted by their label, and no other."""
    if "deletecollection" not in resource.entry["verbs"]:
        assert resource.plural == "namespaces", resource.entry
        return
    for number in (2, 3):
        expect(201, "POST", resource.collection, resource.body(number))
    other = resource.body(4)
    other["metadata"]["labels"] = {"ops": "other"}
    expect(201, "POST", resource.collection, other)
    expect(200, "DELETE", resource.collection, labelSelector=f"ops={NAME}", dryRun="All")
    expect(200, "GET", resource.path(2))
    expect(200, "DELETE", resource.collection, labelSelector=f"ops={NAME}")
    eventually(f"{resource.plural} are gone", lambda: not expect(200, "GET", resource.collection, labelSelector=f"ops={NAME}")["items"])
    expect(200, "GET", resource.path(4))
    expect((200, 202), "DELETE", resource.path(4))
    eventually(f"{resource.plural} are gone", lambda: is_gone(resource.path(4)))


class Named(Resource):
    """One whose objects' names say what they are: from a number to the name and the content."""

    def __init__(self, version, plural, make):
        super().__init__(version, False, plural, {})
        self.make = make

    def body(self, number):
        name, content = self.make(number)
        return {"apiVersion": self.version, "kind": self.entry["kind"], "metadata": {"name": name, "labels": {"ops": NAME}}, **content}

    def path(self, number):
        return f"{self.collection}/{self.make(number)[0]}"


def definition(number):
    schema = {"openAPIV3Schema": {"type": "object"}}
    return f"ops{number}s.ops.example.com", {"spec": {
        "group": "ops.example.com", "scope": "Namespaced", "names": {"plural": f"ops{number}s", "kind": f"Ops{number}"},
        "versions": [{"name": "v1", "served": True, "storage": True, "schema": schema}]}}


def api_service(number):
    return f"v{number}.away.example.com", {"spec": {
        "group": "away.example.com", "version": f"v{number}", "groupPriorityMinimum": 1, "versionPriority": 1, "insecureSkipTLSVerify": True,
        "service": {"namespace": NAMESPACE, "name": "none"}}}


def address(number):
    return f"10.77.1.{number}", {"spec": {"parentRef": {"resource": "services", "namespace": NAMESPACE, "name": "none"}}}


NAMED = [("apiextensions.k8s.io/v1", "customresourcedefinitions", definition), ("apiregistration.k8s.io/v1", "apiservices", api_service),
         ("networking.k8s.io/v1", "ipaddresses", address)]


def name_of(plural, version):
    return f"the_operations_of_{plural}_of_{version.replace('/', '_')}"


def a_check(version, plural, make):
    """One walk as a check; the first object's name is in a table where the resource's own name doesn't say it."""
    def walks():
        walk(make())

    walks.__name__ = name_of(plural, version)
    check(walks)


for version, kinds in KINDS.items():
    for namespaced, plural, content in kinds:
        a_check(version, plural, lambda: Resource(version, namespaced, plural, content))
for version, plural, make in NAMED:
    a_check(version, plural, lambda: Named(version, plural, make))


@check
def every_resource_that_is_kept_is_walked():
    """The tables above hold all that the server lists, in the versions that it prefers."""
    walked = {(version, plural) for version, kinds in KINDS.items() for _, plural, _ in kinds} | {(version, plural) for version, plural, _ in NAMED}
    groups = expect(200, "GET", "/apis")["groups"]
    # What is in `extensions` is an older form of what is in other groups.
    roots = ["/api/v1"] + ["/apis/" + group["preferredVersion"]["groupVersion"] for group in groups if group["name"] != "extensions"]
    for root in roots:
        listed = expect(200, "GET", root)
        for entry in listed["resources"]:
            if "/" not in entry["name"] and entry["verbs"] != ["create"] and entry["kind"] != "ComponentStatus":
                assert (listed["groupVersion"], entry["name"]) in walked, (listed["groupVersion"], entry["name"])


@check
def a_request_for_a_certificate_is_approved_through_its_own_endpoint():
    path = "/apis/certificates.k8s.io/v1/certificatesigningrequests"
    content = {"spec": {"request": REQUEST, "signerName": "example.com/ops", "usages": ["digital signature", "client auth"]}}
    made = expect(201, "POST", path, {"metadata": {"name": NAME}, **content})
    approved = {"type": "Approved", "status": "True", "reason": "Checked", "message": "by hand"}
    # What stands in the status of other writes isn't an approval.
    expect(200, "PUT", f"{path}/{NAME}", {**made, "status": {"conditions": [approved]}})
    assert "conditions" not in expect(200, "GET", f"{path}/{NAME}").get("status", {})
    current = expect(200, "GET", f"{path}/{NAME}/approval")
    changed = expect(200, "PUT", f"{path}/{NAME}/approval", {**current, "status": {"conditions": [approved]}})
    assert [condition["reason"] for condition in changed["status"]["conditions"]] == ["Checked"], changed
    expect(200, "PATCH", f"{path}/{NAME}/approval", {"metadata": {"annotations": {"a": "b"}}}, content=MERGE)
    expect(200, "PATCH", f"{path}/{NAME}/status", {"status": {"conditions": [approved, {**approved, "type": "Failed"}]}}, content=MERGE)
    expect(200, "DELETE", f"{path}/{NAME}")


finish()
