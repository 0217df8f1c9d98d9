import APIMachinery
import Testing

@testable import APISchemas

@Suite struct WorkloadKindTests {
  // MARK: StatefulSet

  @Test func `a stateful set's defaults`() throws {
    let set = try KindChecks.created(Samples.statefulSet)
    #expect(set["spec"]?["podManagementPolicy"] == "OrderedReady")
    #expect(set["spec"]?["updateStrategy"] == ["rollingUpdate": ["partition": 0, "maxUnavailable": 1], "type": "RollingUpdate"])
    #expect(set["spec"]?["persistentVolumeClaimRetentionPolicy"] == ["whenDeleted": "Retain", "whenScaled": "Retain"])
    #expect(set["spec"]?["replicas"] == 1)
    #expect(set["spec"]?["revisionHistoryLimit"] == 10)
    #expect(set["status"] == ["replicas": 0, "availableReplicas": 0])
    #expect(set.generation == 1)
    let claim = try #require(set[path: "spec", "volumeClaimTemplates"]?[0])
    #expect(claim.kind == "PersistentVolumeClaim")
    #expect(claim[path: "spec", "volumeMode"] == "Filesystem")
    #expect(claim[path: "status", "phase"] == "Pending")
    let onDelete = try KindChecks.created(Samples.statefulSet, #"spec/updateStrategy = {"type":"OnDelete"}; spec/serviceName ="#)
    #expect(onDelete["spec"]?["updateStrategy"] == ["type": "OnDelete"])
    #expect(onDelete["spec"]?["serviceName"] == "")
  }

  @Test(arguments: [
    KindCase(""),
    KindCase(#"metadata/name = "a.b""#, #"metadata.name: Invalid value: "a.b": must not contain dots"#),
    KindCase(#"spec/podManagementPolicy = "Slow""#, #"spec.podManagementPolicy: Invalid value: "Slow": must be 'OrderedReady' or 'Parallel'"#),
    KindCase(
      #"spec/updateStrategy = {"type":"OnDelete","rollingUpdate":{"partition":1}}"#,
      #"spec.updateStrategy.rollingUpdate: Invalid value: {"partition":1}: only allowed for updateStrategy 'RollingUpdate'"#),
    KindCase(
      #"spec/updateStrategy = {"type":"Never"}"#, #"spec.updateStrategy: Invalid value: {"type":"Never"}: must be 'RollingUpdate' or 'OnDelete'"#),
    KindCase(
      #"spec/updateStrategy = {"rollingUpdate":{"partition":-1,"maxUnavailable":0}}"#,
      "spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: must be greater than or equal to 0",
      "spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: 0: cannot be 0"),
    KindCase(
      #"spec/updateStrategy = {"rollingUpdate":{"maxUnavailable":"101%"}}"#,
      #"spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%"#),
    KindCase(
      #"spec/persistentVolumeClaimRetentionPolicy = {"whenDeleted":"Keep"}"#,
      #"spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: "Keep": supported values: "Delete", "Retain""#),
    KindCase("spec/replicas = -1", "spec.replicas: Invalid value: -1: must be greater than or equal to 0"),
    KindCase(#"spec/ordinals = {"start":-1}"#, "spec.ordinals.start: Invalid value: -1: must be greater than or equal to 0"),
    KindCase(#"spec/serviceName = "a.b""#, #"spec.serviceName: Invalid value: "a.b": must not contain dots"#),
    KindCase("spec/selector =", "spec.selector: Required value"),
    KindCase("spec/selector = {}", "spec.selector: Invalid value: {}: empty selector is invalid for statefulset"),
    KindCase(
      #"spec/template/spec/restartPolicy = "Never""#,
      #"spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always""#),
    KindCase(
      "spec/template/spec/activeDeadlineSeconds = 5",
      "spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in StatefulSet is not Supported"),
    KindCase("spec/volumeClaimTemplates =", #"spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data""#),
    KindCase("spec/volumeClaimTemplates/0/spec/accessModes =",
      "spec.volumeClaimTemplates[0].spec.accessModes: Required value: at least 1 access mode is required"),
  ])
  func `stateful sets`(_ test: KindCase) throws { #expect(try KindChecks.createErrors(Samples.statefulSet, test.change) == test.errors) }

  private static let fixed =
    "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
    + "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"

  @Test(arguments: [
    KindCase("spec/replicas = 3; spec/minReadySeconds = 4"), KindCase(#"spec/template/spec/containers/0/image = "nginx:2""#),
    KindCase(#"spec/ordinals = {"start":1}; spec/revisionHistoryLimit = 1"#),
    KindCase(#"spec/serviceName = "other""#, fixed), KindCase(#"spec/podManagementPolicy = "Parallel""#, fixed),
    KindCase("spec/volumeClaimTemplates/0/spec/volumeMode = \"Block\"", fixed),
  ])
  func `updates of stateful sets`(_ test: KindCase) throws {
    #expect(try KindChecks.updateErrors(Samples.statefulSet, test.change) == test.errors)
  }

  @Test(arguments: [
    KindCase(#"status = {"replicas":2,"readyReplicas":1,"availableReplicas":1,"updatedReplicas":2}"#),
    KindCase(
      #"status = {"replicas":1,"readyReplicas":2,"availableReplicas":-1}"#,
      "status.availableReplicas: Invalid value: -1: must be greater than or equal to 0",
      "status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas"),
    KindCase(
      #"status = {"replicas":2,"readyReplicas":1,"availableReplicas":2}"#,
      "status.availableReplicas: Invalid value: 2: cannot be greater than status.readyReplicas"),
  ])
  func `the status of stateful sets`(_ test: KindCase) throws {
    #expect(try KindChecks.updateErrors(Samples.statefulSet, test.change, "status") == test.errors)
  }

  // MARK: DaemonSet

  @Test func `a daemon set's defaults, and the count of its templates`() throws {
    let set = try KindChecks.created(Samples.daemonSet)
    #expect(set["spec"]?["updateStrategy"] == ["type": "RollingUpdate", "rollingUpdate": ["maxUnavailable": 1, "maxSurge": 0]])
    #expect(set["spec"]?["revisionHistoryLimit"] == 10)
    #expect(set["status"] == ["currentNumberScheduled": 0, "numberMisscheduled": 0, "desiredNumberScheduled": 0, "numberReady": 0])
    #expect(set.annotations[DaemonSetRules.templateGeneration] == "1")
    let changed = try KindChecks.updated(Samples.daemonSet, #"spec/template/spec/containers/0/image = "nginx:2"; metadata/annotations = {}"#)
    #expect(changed.annotations[DaemonSetRules.templateGeneration] == "2")
    #expect(changed.generation == 2)
    let other = try KindChecks.updated(Samples.daemonSet, "spec/minReadySeconds = 3")
    #expect(other.annotations[DaemonSetRules.templateGeneration] == "1")
    #expect(other.generation == 2)
  }

  @Test(arguments: [
    KindCase(""), KindCase(#"spec/updateStrategy = {"type":"OnDelete"}"#),
    KindCase(#"spec/updateStrategy = {"rollingUpdate":{"maxUnavailable":0,"maxSurge":"20%"}}"#),
    KindCase("spec/selector = {}", "spec.selector: Invalid value: {}: empty selector is invalid for daemonset"),
    KindCase(
      #"spec/selector = {"matchLabels":{"a":"b"}}"#,
      #"spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`"#),
    KindCase(
      #"spec/updateStrategy = {"rollingUpdate":{"maxSurge":1}}"#,
      "spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero"),
    KindCase(
      #"spec/updateStrategy = {"rollingUpdate":{"maxUnavailable":0}}"#,
      "spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0"),
    KindCase(
      #"spec/updateStrategy = {"type":"Now"}"#,
      #"spec.updateStrategy: Unsupported value: {"type":"Now"}: supported values: "OnDelete", "RollingUpdate""#),
    KindCase(
      "spec/template/spec/activeDeadlineSeconds = 5",
      "spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in DaemonSet is not Supported"),
  ])
  func `daemon sets`(_ test: KindCase) throws { #expect(try KindChecks.createErrors(Samples.daemonSet, test.change) == test.errors) }

  @Test func `what a daemon set selects stays`() throws {
    let change = #"spec/selector = {"matchLabels":{"x":"y"}}; spec/template/metadata/labels = {"x":"y"}"#
    #expect(
      try KindChecks.updateErrors(Samples.daemonSet, change)
        == [#"spec.selector: Invalid value: {"matchLabels":{"x":"y"}}: field is immutable"#])
  }

  // MARK: the others

  @Test(arguments: [
    KindCase(""), KindCase("data =", "data: Required value: data is mandatory"),
    KindCase("revision = -1", "revision: Invalid value: -1: must be greater than or equal to 0"),
  ])
  func `controller revisions`(_ test: KindCase) throws {
    #expect(try KindChecks.createErrors(Samples.controllerRevision, test.change) == test.errors)
  }

  @Test func `a controller revision's data stays`() throws {
    #expect(try KindChecks.updateErrors(Samples.controllerRevision, "revision = 4").isEmpty)
    #expect(
      try KindChecks.updateErrors(Samples.controllerRevision, #"data = {"a":1}"#) == [#"data: Invalid value: {"a":1}: field is immutable"#])
  }

  @Test func `a replication controller takes its selector from its template`() throws {
    let controller = try KindChecks.created(Samples.replicationController)
    #expect(controller["spec"]?["selector"] == ["app": "web"])
    #expect(controller.labels == ["app": "web"])
    #expect(controller["spec"]?["replicas"] == 1)
    #expect(controller["spec"]?["minReadySeconds"] == nil)
    #expect(controller["status"] == ["replicas": 0])
  }

  @Test(arguments: [
    KindCase(""),
    KindCase("spec/template =", "spec.selector: Required value", "spec.template: Required value"),
    KindCase(
      #"spec/selector = {"a":"b"}"#,
      #"spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`"#),
    KindCase(
      #"spec/template/spec/restartPolicy = "OnFailure""#,
      #"spec.template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always""#),
  ])
  func `replication controllers`(_ test: KindCase) throws {
    #expect(try KindChecks.createErrors(Samples.replicationController, test.change) == test.errors)
  }

  @Test func `a pod template counts its changes`() throws {
    #expect(try KindChecks.createErrors(Samples.podTemplate, "template/spec/containers = []") == ["template.spec.containers: Required value"])
    #expect(try KindChecks.updated(Samples.podTemplate, #"template/spec/containers/0/image = "x""#).generation == 2)
  }

  @Test(arguments: [
    KindCase(""), KindCase("spec/minAvailable ="), KindCase(#"spec/unhealthyPodEvictionPolicy = "AlwaysAllow""#),
    KindCase(
      "spec/maxUnavailable = 1; spec/selector =",
      #"spec: Invalid value: {"maxUnavailable":1,"minAvailable":"50%"}: minAvailable and maxUnavailable cannot be both set"#),
    KindCase(#"spec/minAvailable = "101%""#, #"spec.minAvailable: Invalid value: "101%": must not be greater than 100%"#),
    KindCase("spec/minAvailable = -1", "spec.minAvailable: Invalid value: -1: must be greater than or equal to 0"),
    KindCase(
      #"spec/unhealthyPodEvictionPolicy = "Never""#,
      #"spec.unhealthyPodEvictionPolicy: Unsupported value: "Never": supported values: "AlwaysAllow", "IfHealthyBudget""#),
  ])
  func `disruption budgets`(_ test: KindCase) throws {
    #expect(try KindChecks.createErrors(Samples.disruptionBudget, test.change) == test.errors)
  }

  @Test(arguments: [
    KindCase(
      #"status/conditions = [{"type":"DisruptionAllowed","status":"True","reason":"SufficientPods","message":"","lastTransitionTime":"2026-01-01T00:00:00Z"}]"#),
    KindCase(
      #"status/conditions = [{"type":"A","status":"Yes","reason":"1","message":""}]; status/expectedPods = -1"#,
      #"status.conditions[0].status: Unsupported value: "Yes": supported values: "False", "True", "Unknown""#,
      "status.conditions[0].lastTransitionTime: Required value: must be set",
      #"status.conditions[0].reason: Invalid value: "1": a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or 'ReasonA:ReasonB', regex used for validation is '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?')"#,
      "status.expectedPods: Invalid value: -1: must be greater than or equal to 0"),
  ])
  func `the status of disruption budgets`(_ test: KindCase) throws {
    #expect(try KindChecks.updateErrors(Samples.disruptionBudget, test.change, "status") == test.errors)
  }

  @Test func tables() throws {
    #expect(try KindChecks.row(Samples.statefulSet, #"status = {"readyReplicas":2}; spec/replicas = 3"#) == ["web", "2/3", "10m", "c", "nginx"])
    #expect(
      try KindChecks.row(
        Samples.daemonSet,
        #"status = {"desiredNumberScheduled":3,"currentNumberScheduled":2,"numberReady":1,"updatedNumberScheduled":2,"numberAvailable":1}; spec/template/spec/nodeSelector = {"disk":"ssd"}"#)
        == ["agent", 3, 2, 1, 2, 1, "disk=ssd", "10m", "c", "nginx", "app=web"])
    #expect(try KindChecks.row(Samples.controllerRevision) == ["web-1", "statefulset.apps/web", 3, "10m"])
    #expect(
      try KindChecks.row(Samples.cronJob, #"status = {"active":[{"name":"x"}],"lastScheduleTime":"2026-01-01T00:05:00Z"}"#)
        == ["nightly", "30 2 * * *", "<none>", "False", 1, "5m", "10m", "c", "busybox:1", "<none>"])
    #expect(
      try KindChecks.row(Samples.replicationController, #"status = {"replicas":1,"readyReplicas":1}"#)
        == ["web", 1, 1, 1, "10m", "c", "nginx", "app=web"])
    #expect(try KindChecks.row(Samples.podTemplate) == ["web", "c", "nginx", "app=web"])
    #expect(try KindChecks.row(Samples.disruptionBudget, #"status = {"disruptionsAllowed":2}"#) == ["web", "50%", "N/A", 2, "10m"])
  }
}
