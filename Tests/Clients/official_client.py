"""The official Python client at its everyday work, against the cluster of a kubeconfig.

Usage: official_client.py KUBECONFIG NAMESPACE. Prints one line a check; the exit status is 1 when one failed.
"""
import base64
import json
import sys

from kubernetes import client, config, dynamic, utils, watch
from kubernetes.client.rest import ApiException

from checks import check, finish

config.load_kube_config(sys.argv[1])
NAMESPACE = sys.argv[2]
core, apps, batch = client.CoreV1Api(), client.AppsV1Api(), client.BatchV1Api()
custom, extensions = client.CustomObjectsApi(), client.ApiextensionsV1Api()


def refused(status, reason, function, *arguments, **named):
    """The call is refused; the Status that it is refused with."""
    try:
        function(*arguments, **named)
    except ApiException as error:
        body = json.loads(error.body)
        assert error.status == status and body["reason"] == reason, error
        return body
    raise AssertionError(f"not refused: {function.__name__} {arguments}")


def until_deleted(listing, name, resource_version):
    """Returns once the object that was there at a revision is gone."""
    for event in watch.Watch().stream(
            listing, field_selector=f"metadata.name={name}", resource_version=resource_version, timeout_seconds=30):
        if event["type"] == "DELETED":
            return
    raise AssertionError(f"{name} is still there")


def config_map(name, data=None, labels=None, finalizers=None):
    return client.V1ConfigMap(
        metadata=client.V1ObjectMeta(name=name, labels=labels, finalizers=finalizers), data=data or {"a": "1"})


def deployment(name, replicas=2):
    labels = {"app": name}
    return client.V1Deployment(
        metadata=client.V1ObjectMeta(name=name, labels=labels),
        spec=client.V1DeploymentSpec(
            replicas=replicas, selector=client.V1LabelSelector(match_labels=labels),
            template=client.V1PodTemplateSpec(
                metadata=client.V1ObjectMeta(labels=labels),
                spec=client.V1PodSpec(containers=[client.V1Container(name="main", image="localhost/a:1")]))))


@check
def objects_are_made_read_changed_and_deleted():
    made = core.create_namespaced_config_map(NAMESPACE, config_map("one"))
    assert made.metadata.uid and made.metadata.creation_timestamp
    refused(409, "AlreadyExists", core.create_namespaced_config_map, NAMESPACE, config_map("one"))
    stale = core.read_namespaced_config_map("one", NAMESPACE)
    fresh = core.read_namespaced_config_map("one", NAMESPACE)
    fresh.data["a"] = "2"
    changed = core.replace_namespaced_config_map("one", NAMESPACE, fresh)
    assert int(changed.metadata.resource_version) > int(made.metadata.resource_version)
    stale.data["a"] = "3"
    refused(409, "Conflict", core.replace_namespaced_config_map, "one", NAMESPACE, stale)
    patched = core.patch_namespaced_config_map("one", NAMESPACE, {"data": {"b": "2"}})
    assert patched.data == {"a": "2", "b": "2"}
    operations = [{"op": "test", "path": "/data/a", "value": "2"}, {"op": "remove", "path": "/data/b"}]
    patched = core.patch_namespaced_config_map("one", NAMESPACE, operations)
    assert patched.data == {"a": "2"}
    status = core.delete_namespaced_config_map("one", NAMESPACE, body=client.V1DeleteOptions(
        preconditions=client.V1Preconditions(uid=made.metadata.uid)))
    # Newer clients give a plain object here.
    status = status if isinstance(status, dict) else status.to_dict()
    assert status["status"] == "Success" and status["details"]["name"] == "one", status
    refused(404, "NotFound", core.read_namespaced_config_map, "one", NAMESPACE)


@check
def dry_runs_do_nothing_and_bad_names_are_refused():
    made = core.create_namespaced_config_map(NAMESPACE, config_map("dry"), dry_run="All")
    assert made.metadata.uid
    refused(404, "NotFound", core.read_namespaced_config_map, "dry", NAMESPACE)
    error = refused(422, "Invalid", core.create_namespaced_config_map, NAMESPACE, config_map("Bad_Name"))
    assert error["details"]["causes"][0]["field"] == "metadata.name", error


@check
def lists_come_in_pages_and_by_selector():
    for number in range(5):
        core.create_namespaced_config_map(NAMESPACE, config_map(f"page-{number}", labels={"set": "pages", "odd": str(number % 2)}))
    names, remaining, token = [], [], None
    while True:
        page = core.list_namespaced_config_map(NAMESPACE, limit=2, _continue=token)
        names += [item.metadata.name for item in page.items]
        remaining.append(page.metadata.remaining_item_count)
        token = page.metadata._continue
        if not token:
            break
    assert len(names) == len(set(names)) and names == sorted(names) and remaining[-1] is None, (names, remaining)
    odd = core.list_namespaced_config_map(NAMESPACE, label_selector="set=pages,odd in (1),!none")
    assert [item.metadata.name for item in odd.items] == ["page-1", "page-3"]
    one = core.list_namespaced_config_map(NAMESPACE, field_selector="metadata.name=page-2")
    assert len(one.items) == 1
    core.delete_collection_namespaced_config_map(NAMESPACE, label_selector="set=pages")
    assert core.list_namespaced_config_map(NAMESPACE, label_selector="set=pages").items == []


@check
def watches_tell_what_happens_from_a_revision_on():
    start = core.list_namespaced_config_map(NAMESPACE).metadata.resource_version
    core.create_namespaced_config_map(NAMESPACE, config_map("seen", labels={"watched": "yes"}))
    core.patch_namespaced_config_map("seen", NAMESPACE, {"data": {"a": "2"}})
    core.patch_namespaced_config_map("seen", NAMESPACE, {"metadata": {"labels": {"watched": "no"}}})
    core.delete_namespaced_config_map("seen", NAMESPACE)
    watching = watch.Watch()
    events = []
    for event in watching.stream(
            core.list_namespaced_config_map, NAMESPACE, resource_version=start, label_selector="watched=yes", timeout_seconds=20):
        events.append((event["type"], event["object"].metadata.name))
        if event["type"] == "DELETED":
            watching.stop()
    # Leaving the selection is a delete to who watches it.
    assert events == [("ADDED", "seen"), ("MODIFIED", "seen"), ("DELETED", "seen")], events


@check
def a_deployment_is_rolled_out_scaled_and_removed():
    apps.create_namespaced_deployment(NAMESPACE, deployment("web"))
    scale = apps.read_namespaced_deployment_scale("web", NAMESPACE)
    assert scale.spec.replicas == 2 and scale.status.selector == "app=web"
    apps.patch_namespaced_deployment_scale("web", NAMESPACE, {"spec": {"replicas": 3}})
    watching = watch.Watch()
    for event in watching.stream(core.list_namespaced_pod, NAMESPACE, label_selector="app=web", timeout_seconds=30):
        if len(core.list_namespaced_pod(NAMESPACE, label_selector="app=web").items) == 3:
            watching.stop()
    strategic = {"spec": {"template": {"spec": {"containers": [{"name": "main", "image": "localhost/a:2"}]}}}}
    patched = apps.patch_namespaced_deployment("web", NAMESPACE, strategic)
    assert patched.metadata.generation == 3 and patched.spec.template.spec.containers[0].image == "localhost/a:2"
    owner = apps.list_namespaced_replica_set(NAMESPACE, label_selector="app=web").items[0].metadata.owner_references[0]
    assert owner.kind == "Deployment" and owner.controller
    apps.delete_namespaced_deployment("web", NAMESPACE, propagation_policy="Foreground")
    until_deleted(apps.list_deployment_for_all_namespaces, "web", patched.metadata.resource_version)
    assert apps.list_namespaced_replica_set(NAMESPACE, label_selector="app=web").items == []


@check
def manifests_of_several_kinds_are_created():
    objects = utils.create_from_dict(client.ApiClient(), {
        "apiVersion": "v1", "kind": "List", "items": [
            {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "svc"}, "spec": {"ports": [{"port": 80}]}},
            {"apiVersion": "batch/v1", "kind": "CronJob", "metadata": {"name": "cron"}, "spec": {
                "schedule": "0 0 1 1 *", "jobTemplate": {"spec": {"template": {"spec": {
                    "restartPolicy": "Never", "containers": [{"name": "c", "image": "localhost/a:1"}]}}}}}},
            {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "sec"}, "stringData": {"key": "value"}}]}, namespace=NAMESPACE)
    assert len(objects) == 3
    assert base64.b64decode(core.read_namespaced_secret("sec", NAMESPACE).data["key"]) == b"value"
    assert core.read_namespaced_service("svc", NAMESPACE).spec.cluster_ip
    assert batch.read_namespaced_cron_job("cron", NAMESPACE).spec.concurrency_policy == "Allow"


GROUP, PLURAL = f"{NAMESPACE}.example.com", "widgets"


@check
def custom_objects_are_served_once_they_are_defined():
    extensions.create_custom_resource_definition({
        "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": f"{PLURAL}.{GROUP}"},
        "spec": {
            "group": GROUP, "scope": "Namespaced", "names": {"plural": PLURAL, "singular": "widget", "kind": "Widget"},
            "versions": [{
                "name": "v1", "served": True, "storage": True, "subresources": {"status": {}, "scale": {
                    "specReplicasPath": ".spec.replicas", "statusReplicasPath": ".status.replicas"}},
                "schema": {"openAPIV3Schema": {"type": "object", "properties": {
                    "spec": {"type": "object", "properties": {
                        "replicas": {"type": "integer", "minimum": 0, "default": 1}, "size": {"type": "string", "enum": ["S", "L"]}}},
                    "status": {"type": "object", "properties": {"replicas": {"type": "integer"}}}}}}}]}})
    arguments = (GROUP, "v1", NAMESPACE, PLURAL)
    body = {"apiVersion": f"{GROUP}/v1", "kind": "Widget", "metadata": {"name": "w"}, "spec": {"size": "S", "gone": True}}
    made = custom.create_namespaced_custom_object(*arguments, body)
    assert made["spec"] == {"replicas": 1, "size": "S"}, made
    body["spec"]["size"] = "M"
    error = refused(422, "Invalid", custom.replace_namespaced_custom_object, *arguments, "w", {**made, "spec": {"size": "M"}})
    assert error["details"]["causes"][0]["field"] == "spec.size", error
    custom.patch_namespaced_custom_object_status(*arguments, "w", {"status": {"replicas": 4}, "spec": {"size": "L"}})
    custom.patch_namespaced_custom_object_scale(*arguments, "w", {"spec": {"replicas": 7}})
    seen = custom.get_namespaced_custom_object(*arguments, "w")
    assert seen["spec"] == {"replicas": 7, "size": "S"} and seen["status"] == {"replicas": 4}, seen
    assert custom.get_namespaced_custom_object_scale(*arguments, "w")["status"]["replicas"] == 4
    assert len(custom.list_cluster_custom_object(GROUP, "v1", PLURAL)["items"]) == 1


@check
def the_dynamic_client_finds_and_applies_what_it_knows_nothing_of():
    api = dynamic.DynamicClient(client.ApiClient())
    widgets = api.resources.get(api_version=f"{GROUP}/v1", kind="Widget")
    first = widgets.server_side_apply(
        {"apiVersion": f"{GROUP}/v1", "kind": "Widget", "metadata": {"name": "d", "namespace": NAMESPACE}, "spec": {"size": "L"}},
        namespace=NAMESPACE, field_manager="one")
    assert first.spec.size == "L"
    try:
        widgets.server_side_apply(
            {"apiVersion": f"{GROUP}/v1", "kind": "Widget", "metadata": {"name": "d", "namespace": NAMESPACE}, "spec": {"size": "S"}},
            namespace=NAMESPACE, field_manager="two")
        raise AssertionError("no conflict")
    except dynamic.exceptions.ConflictError as error:
        assert 'conflict with "one"' in error.summary(), error.summary()
    forced = widgets.server_side_apply(
        {"apiVersion": f"{GROUP}/v1", "kind": "Widget", "metadata": {"name": "d", "namespace": NAMESPACE}, "spec": {"size": "S"}},
        namespace=NAMESPACE, field_manager="two", force_conflicts=True)
    assert forced.spec.size == "S"
    names = [event["object"].metadata.name for event in widgets.watch(namespace=NAMESPACE, timeout=1)]
    assert sorted(names) == ["d", "w"], names
    maps = api.resources.get(api_version="v1", kind="ConfigMap")
    maps.create(body={"metadata": {"name": "dyn"}, "data": {"a": "b"}}, namespace=NAMESPACE)
    assert maps.get(name="dyn", namespace=NAMESPACE).data.a == "b"
    maps.delete(name="dyn", namespace=NAMESPACE)
    start = extensions.list_custom_resource_definition().metadata.resource_version
    extensions.delete_custom_resource_definition(f"{PLURAL}.{GROUP}")
    until_deleted(extensions.list_custom_resource_definition, f"{PLURAL}.{GROUP}", start)
    refused(404, "NotFound", extensions.read_custom_resource_definition, f"{PLURAL}.{GROUP}")


@check
def a_namespace_goes_with_all_that_is_in_it():
    name = NAMESPACE + "-going"
    core.create_namespace(client.V1Namespace(metadata=client.V1ObjectMeta(name=name)))
    core.create_namespaced_config_map(name, config_map("held", finalizers=["example.com/hold"]))
    core.delete_namespace(name)
    refused(403, "Forbidden", core.create_namespaced_config_map, name, config_map("late"))
    going = core.read_namespace(name)
    assert going.status.phase == "Terminating" and going.spec.finalizers == ["kubernetes"]
    core.patch_namespaced_config_map("held", name, {"metadata": {"finalizers": None}})
    until_deleted(core.list_namespace, name, going.metadata.resource_version)
    refused(404, "NotFound", core.read_namespace, name)


finish()
