import APIMachinery
import Testing

@testable import APISchemas

@Suite struct StorageAndQuotaKindTests {
  // MARK: claims

  @Test func `a claim's defaults and sources`() throws {
    let claim = try KindChecks.created(Samples.claim, #"spec/dataSource = {"kind":"PersistentVolumeClaim","name":"old"}"#)
    #expect(claim["spec"]?["volumeMode"] == "Filesystem")
    #expect(claim["spec"]?["dataSourceRef"] == ["kind": "PersistentVolumeClaim", "name": "old"])
    #expect(claim["status"] == ["phase": "Pending"])
    let other = try KindChecks.created(Samples.claim, #"spec/dataSourceRef = {"apiGroup":"example.com","kind":"Backup","name":"b"}"#)
    #expect(other["spec"]?["dataSource"] == nil)
  }

  @Test(arguments: [
    KindCase(""), KindCase(#"spec/storageClassName = """#),
    KindCase("spec/accessModes =", "spec.accessModes: Required value: at least 1 access mode is required"),
    KindCase(
      #"spec/accessModes = ["ReadWriteOften"]"#,
      #"spec.accessModes: Unsupported value: "ReadWriteOften": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod""#),
    KindCase(
      #"spec/accessModes = ["ReadWriteOncePod","ReadOnlyMany"]"#,
      "spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes"),
    KindCase("spec/resources =", "spec.resources[storage]: Required value"),
    KindCase(
      #"spec/resources = {"requests":{"storage":"0"}}"#, #"spec.resources[storage]: Invalid value: "0": must be greater than zero"#),
    KindCase(
      #"spec/volumeMode = "Tape""#, #"spec.volumeMode: Unsupported value: "Tape": supported values: "Block", "Filesystem""#),
    KindCase(
      #"spec/dataSource = {"kind":"Pod","name":"x"}"#,
      #"spec.dataSource: Invalid value: "Pod": must be 'PersistentVolumeClaim' when referencing the default apiGroup"#,
      #"spec.dataSourceRef: Invalid value: "Pod": must be 'PersistentVolumeClaim' when referencing the default apiGroup"#),
    KindCase(
      #"spec/dataSource = {"kind":"PersistentVolumeClaim","name":"x"}; spec/dataSourceRef = {"kind":"PersistentVolumeClaim","name":"y"}"#,
      #"spec: Invalid value: "spec.dataSource": must match dataSourceRef"#),
  ])
  func claims(_ test: KindCase) throws { #expect(try KindChecks.createErrors(Samples.claim, test.change) == test.errors) }

  private static let fixed =
    "spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\nchanged: "

  @Test(arguments: [
    KindCase(#"spec/volumeName = "disk""#), KindCase(#"spec/storageClassName = "slow""#, fixed + "spec.storageClassName"),
    KindCase(#"spec/resources/requests/storage = "2Gi""#, fixed + "spec.resources"),
    KindCase(#"spec/accessModes = ["ReadOnlyMany"]"#, fixed + "spec.accessModes"),
  ])
  func `updates of claims`(_ test: KindCase) throws { #expect(try KindChecks.updateErrors(Samples.claim, test.change) == test.errors) }

  @Test func `a bound claim may grow, and go back as far as it hasn't grown`() throws {
    var old = try KindChecks.created(Samples.claim)
    old[path: "spec", "resources", "requests", "storage"] = "3Gi"
    old["status"] = ["phase": "Bound", "capacity": ["storage": "1Gi"]]
    func errors(_ size: String) throws -> [String] {
      try KindChecks.updateErrors(Samples.claim, "spec/resources/requests/storage = \"\(size)\"", from: old)
    }
    #expect(try errors("5Gi").isEmpty)
    #expect(try errors("2Gi").isEmpty)
    #expect(try errors("1Gi") == ["spec.resources.requests.storage: Forbidden: field can not be less than status.capacity"])
  }

  // MARK: volumes

  @Test(arguments: [
    KindCase(""), KindCase(#"spec/hostPath =; spec/csi = {"driver":"d","volumeHandle":"h"}"#),
    KindCase("spec/capacity =", "spec.capacity: Required value", #"spec.capacity: Unsupported value: {}: supported values: "storage""#),
    KindCase("spec/accessModes =", "spec.accessModes: Required value"),
    KindCase(
      #"spec/nfs = {"server":"s","path":"/p"}"#, "spec.nfs: Forbidden: may not specify more than 1 volume type"),
    KindCase("spec/hostPath =", "spec: Required value: must specify a volume type"),
    KindCase(#"spec/hostPath = {"path":"/a/../b","type":""}"#, #"spec.hostPath.path: Invalid value: "/a/../b": must not contain '..'"#),
    KindCase(
      #"spec/hostPath =; spec/local = {"path":"/mnt"}"#, "spec.nodeAffinity: Required value: Local volume requires node affinity"),
    KindCase(
      #"spec/persistentVolumeReclaimPolicy = "Keep""#,
      #"spec.persistentVolumeReclaimPolicy: Unsupported value: "Keep": supported values: "Delete", "Recycle", "Retain""#),
    KindCase(
      #"spec/hostPath/path = "/"; spec/persistentVolumeReclaimPolicy = "Recycle""#,
      "spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'"),
    KindCase("spec/nodeAffinity = {}", "spec.nodeAffinity.required: Required value: must specify required node constraints"),
  ])
  func volumes(_ test: KindCase) throws { #expect(try KindChecks.createErrors(Samples.volume, test.change) == test.errors) }

  @Test func `a volume's source stays`() throws {
    #expect(try KindChecks.updateErrors(Samples.volume, #"spec/capacity/storage = "20Gi"; spec/storageClassName = "slow""#).isEmpty)
    #expect(
      try KindChecks.updateErrors(Samples.volume, #"spec/hostPath/path = "/other""#)
        == ["spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation\nchanged: spec.hostPath"])
    let volume = try KindChecks.created(Samples.volume)
    #expect(volume["spec"]?["persistentVolumeReclaimPolicy"] == "Retain")
    #expect(volume["status"] == ["phase": "Pending", "lastPhaseTransitionTime": "2026-01-01T00:00:00Z"])
  }

  // MARK: quotas

  private static let compute = "spec/hard = {\"cpu\":\"1\"}"

  @Test(arguments: [
    KindCase(""), KindCase(#"spec/scopes = ["NotTerminating"]; spec/hard = {"pods":"4","limits.cpu":"1"}"#),
    KindCase(
      #"spec/hard = {"cups":"1"}"#, #"spec.hard[cups]: Invalid value: "cups": must be a standard resource type or fully qualified"#,
      #"spec.hard[cups]: Invalid value: "cups": must be a standard resource for quota"#),
    KindCase(
      #"spec/hard = {"pods":"-1"}"#, #"spec.hard[pods]: Invalid value: "-1": must be greater than or equal to 0"#),
    KindCase(#"spec/hard = {"pods":"500m"}"#, #"spec.hard[pods]: Invalid value: "500m": must be an integer"#),
    KindCase("\(compute); spec/scopes = [\"BestEffort\"]", #"spec.scopes: Invalid value: ["BestEffort"]: unsupported scope applied to resource"#),
    KindCase(
      #"spec/hard = {"pods":"1"}; spec/scopes = ["BestEffort","NotBestEffort"]"#,
      #"spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: conflicting scopes"#),
    KindCase(
      #"spec/hard = {"pods":"1"}; spec/scopeSelector = {"matchExpressions":[{"scopeName":"PriorityClass","operator":"In"}]}"#,
      "spec.scopeSelector.matchExpressions.values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector"),
  ])
  func quotas(_ test: KindCase) throws { #expect(try KindChecks.createErrors(Samples.quota, test.change) == test.errors) }

  @Test func `a quota's scopes stay`() throws {
    #expect(try KindChecks.updateErrors(Samples.quota, #"spec/hard = {"pods":"1"}"#).isEmpty)
    #expect(
      try KindChecks.updateErrors(Samples.quota, #"spec/hard = {"pods":"1"}; spec/scopes = ["Terminating"]"#)
        == [#"spec.scopes: Invalid value: ["Terminating"]: field is immutable"#])
    #expect(
      try KindChecks.updateErrors(Samples.quota, #"status = {"used":{"pods":"-1"}}"#, "status")
        == [#"status.used[pods]: Invalid value: "-1": must be greater than or equal to 0"#])
  }

  // MARK: limit ranges

  @Test func `a container's limits and requests follow from its bounds`() throws {
    let item = try #require(try KindChecks.created(Samples.limitRange)["spec"]?["limits"]?[0])
    #expect(item["default"] == ["cpu": "2"])
    #expect(item["defaultRequest"] == ["cpu": "2", "memory": "16Mi"])
  }

  private static let first = "spec/limits = [{\"type\":\"Container\""

  @Test(arguments: [
    KindCase(""), KindCase(#"spec/limits = [{"type":"PersistentVolumeClaim","max":{"storage":"1Gi"}}]"#),
    KindCase(
      #"spec/limits = [{"type":"Node"}]"#, #"spec.limits[0].type: Invalid value: "Node": must be a standard limit type or fully qualified"#),
    KindCase(#"spec/limits = [{"type":"Pod"},{"type":"Pod"}]"#, #"spec.limits[1].type: Duplicate value: "Pod""#),
    KindCase(
      #"spec/limits = [{"type":"Pod","default":{"cpu":"1"}}]"#, "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'"),
    KindCase(
      #"spec/limits = [{"type":"PersistentVolumeClaim"}]"#,
      "spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided"),
    KindCase(
      "\(first),\"min\":{\"cpu\":\"2\"},\"max\":{\"cpu\":\"1\"},\"default\":{\"cpu\":\"2\"},\"defaultRequest\":{\"cpu\":\"2\"}}]",
      #"spec.limits[0].min[cpu]: Invalid value: "2": min value 2 is greater than max value 1"#,
      #"spec.limits[0].defaultRequest[cpu]: Invalid value: "2": default request value 2 is greater than max value 1"#,
      #"spec.limits[0].default[cpu]: Invalid value: "1": default value 2 is greater than max value 1"#),
    KindCase(
      "\(first),\"min\":{\"cpu\":\"1\"},\"max\":{\"cpu\":\"2\"},\"maxLimitRequestRatio\":{\"cpu\":\"3\"}}]",
      #"spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "3": ratio 3 is greater than max/min = 2.000000"#),
  ])
  func `limit ranges`(_ test: KindCase) throws { #expect(try KindChecks.createErrors(Samples.limitRange, test.change) == test.errors) }

  @Test func tables() throws {
    #expect(
      try KindChecks.row(
        Samples.claim,
        #"spec/volumeName = "disk"; status = {"phase":"Bound","capacity":{"storage":"1Gi"},"accessModes":["ReadOnlyMany","ReadWriteOnce"]}"#)
        == ["data", "Bound", "disk", "1Gi", "RWO,ROX", "fast", "<unset>", "10m", "Filesystem"])
    #expect(
      try KindChecks.row(Samples.volume, #"spec/claimRef = {"namespace":"default","name":"data"}; status = {"phase":"Bound"}"#)
        == ["disk", "10Gi", "RWO,ROX", "Retain", "Bound", "default/data", "fast", "<unset>", "", "10m", "Filesystem"])
    #expect(
      try KindChecks.row(Samples.quota, #"status = {"hard":{"pods":"10","limits.cpu":"4","cpu":"2"},"used":{"pods":"3","limits.cpu":"500m"}}"#)
        == ["team", "cpu: 0/2, pods: 3/10", "limits.cpu: 500m/4", "10m"])
    #expect(try KindChecks.row(Samples.limitRange) == ["bounds", "2026-01-01T00:00:00Z"])
    let component = #"{"apiVersion":"v1","kind":"ComponentStatus","metadata":{"name":"scheduler"},"conditions":[{"type":"Healthy","status":"True","message":"ok"}]}"#
    #expect(try KindChecks.row(component) == ["scheduler", "Healthy", "ok", ""])
  }
}
