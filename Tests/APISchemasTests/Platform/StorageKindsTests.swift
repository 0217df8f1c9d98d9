import APIMachinery
import Basics
import Testing

@testable import APISchemas

@Suite struct StorageKindsTests {
  static let storageClass = #"""
    {"apiVersion":"storage.k8s.io/v1","kind":"StorageClass","metadata":{"name":"fast"},"provisioner":"disk.example.com"}
    """#
  static let attachment = #"""
    {"apiVersion":"storage.k8s.io/v1","kind":"VolumeAttachment","metadata":{"name":"a"},
     "spec":{"attacher":"disk.example.com","nodeName":"n1","source":{"persistentVolumeName":"v1"}}}
    """#
  static let driver = #"{"apiVersion":"storage.k8s.io/v1","kind":"CSIDriver","metadata":{"name":"disk.example.com"},"spec":{}}"#
  static let node = #"""
    {"apiVersion":"storage.k8s.io/v1","kind":"CSINode","metadata":{"name":"n1"},
     "spec":{"drivers":[{"name":"disk.example.com","nodeID":"i-1","topologyKeys":["zone"]}]}}
    """#
  static let capacity = #"""
    {"apiVersion":"storage.k8s.io/v1","kind":"CSIStorageCapacity","metadata":{"name":"c"},"storageClassName":"fast","capacity":"10Gi"}
    """#
  static let attributes = #"""
    {"apiVersion":"storage.k8s.io/v1","kind":"VolumeAttributesClass","metadata":{"name":"gold"},"driverName":"disk.example.com",
     "parameters":{"iops":"100"}}
    """#
  static let priority = #"{"apiVersion":"scheduling.k8s.io/v1","kind":"PriorityClass","metadata":{"name":"high"},"value":1000}"#
  static let runtime = #"{"apiVersion":"node.k8s.io/v1","kind":"RuntimeClass","metadata":{"name":"vm"},"handler":"kata"}"#
  static let candidate = #"""
    {"apiVersion":"coordination.k8s.io/v1beta1","kind":"LeaseCandidate","metadata":{"name":"a"},
     "spec":{"leaseName":"l","binaryVersion":"1.36.0","emulationVersion":"1.36.0","strategy":"OldestEmulationVersion"}}
    """#
  static let migration = #"""
    {"apiVersion":"storagemigration.k8s.io/v1beta1","kind":"StorageVersionMigration","metadata":{"name":"m"},
     "spec":{"resource":{"group":"apps","resource":"deployments"}}}
    """#
  static let all = [storageClass, attachment, driver, node, capacity, attributes, priority, runtime, candidate, migration]

  @Test(arguments: all)
  func `good ones are good`(_ json: String) throws {
    #expect(try Judged.errors(json) == [])
  }

  @Test func `defaults of classes and drivers`() throws {
    let storageClass = try Samples.object(Self.storageClass)
    #expect(storageClass["reclaimPolicy"] == "Delete")
    #expect(storageClass["volumeBindingMode"] == "Immediate")
    #expect(
      try Samples.object(Self.driver)["spec"] == [
        "attachRequired": true, "podInfoOnMount": false, "storageCapacity": false, "requiresRepublish": false, "seLinuxMount": false,
        "fsGroupPolicy": "ReadWriteOnceWithFSType", "volumeLifecycleModes": ["Persistent"],
      ])
    #expect(try Samples.object(Self.priority)["preemptionPolicy"] == "PreemptLowerPriority")
    #expect(try Judged.stored(Self.attachment).object["status"] == ["attached": false])
  }

  @Test(arguments: [
    (storageClass, "provisioner =", "provisioner: Required value"),
    (storageClass, #"reclaimPolicy = "Recycle""#, #"reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain""#),
    (storageClass, #"parameters = {"":"a"}"#, #"parameters: Invalid value: "": field can not be empty."#),
    (
      storageClass, #"allowedTopologies = [{"matchLabelExpressions":[{"key":"zone"}]}]"#,
      "allowedTopologies[0].matchLabelExpressions[0].values: Required value"
    ),
    (attributes, "parameters =", "parameters: Required value: must contain at least one key/value pair"),
    (
      attachment, "spec/source = {}",
      "spec.source: Required value: must specify exactly one of inlineVolumeSpec and persistentVolumeName"
    ),
    (attachment, "spec/nodeName =", "spec.nodeName: Required value"),
    (
      driver, #"spec/volumeLifecycleModes = ["Forever"]"#,
      #"spec.volumeLifecycleModes[0]: Unsupported value: "Forever": supported values: "Ephemeral", "Persistent""#
    ),
    (
      driver, #"spec/tokenRequests = [{"audience":"a","expirationSeconds":5},{"audience":"a"}]"#,
      #"spec.tokenRequests[1].audience: Duplicate value: "a""#
    ),
    (
      driver, #"spec/tokenRequests = [{"audience":"a","expirationSeconds":5}]"#,
      "spec.tokenRequests[0].expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes"
    ),
    (node, "spec/drivers/0/nodeID =", "spec.drivers[0].nodeID: Required value"),
    (node, #"spec/drivers/0/topologyKeys = ["zone","zone"]"#, #"spec.drivers[0].topologyKeys[1]: Duplicate value: "zone""#),
    (node, "spec/drivers/0/allocatable = {\"count\":-1}", "spec.drivers[0].allocatable.count: Invalid value: -1: must be greater than or equal to 0"),
    (capacity, #"capacity = "-1""#, #"capacity: Invalid value: "-1": must be greater than or equal to 0"#),
    (
      priority, "value = 1000000001", "value: Forbidden: maximum allowed value of a user defined priority is 1000000000"
    ),
    (
      priority, #"metadata/name = "system-mine""#,
      "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-mine is not a known system priority class"
    ),
    (
      priority, #"preemptionPolicy = "Always""#,
      #"preemptionPolicy: Unsupported value: "Always": supported values: "Never", "PreemptLowerPriority""#
    ),
    (runtime, #"scheduling = {"tolerations":[{"operator":"Exists"},{"operator":"Exists"}]}"#, #"scheduling.tolerations[1]: Duplicate value: {"operator":"Exists"}"#),
    (
      candidate, "spec/emulationVersion =",
      "spec.emulationVersion: Required value: must be specified when `strategy` is 'OldestEmulationVersion'"
    ),
    (migration, "spec/resource/resource =", "spec.resource.resource: Required value"),
    (
      Samples.lease, #"spec/strategy = "Mine""#, #"spec.strategy: Unsupported value: "Mine": supported values: "OldestEmulationVersion""#
    ),
    (
      Samples.lease, #"spec/preferredHolder = "n2""#,
      "spec.preferredHolder: Forbidden: may only be specified when `strategy` is defined"
    ),
  ])
  func `wrong ones are refused`(_ json: String, _ change: String, _ message: String) throws {
    try Judged.expect(json, change, message)
  }

  @Test(arguments: [
    (storageClass, #"provisioner = "other.example.com""#, "provisioner: Forbidden: updates to provisioner are forbidden."),
    (storageClass, #"volumeBindingMode = "WaitForFirstConsumer""#, #"volumeBindingMode: Invalid value: "WaitForFirstConsumer": field is immutable"#),
    (attributes, #"parameters = {"iops":"1"}"#, "parameters: Forbidden: updates to parameters are forbidden."),
    (driver, "spec/attachRequired = false", "spec.attachedRequired: Invalid value: false: field is immutable"),
    (capacity, #"storageClassName = "slow""#, #"storageClassName: Invalid value: "slow": field is immutable"#),
    (priority, "value = 5", "value: Forbidden: may not be changed in an update."),
    (runtime, #"handler = "runc""#, #"handler: Invalid value: "runc": field is immutable"#),
    (candidate, #"spec/leaseName = "k""#, #"spec.leaseName: Invalid value: "k": field is immutable"#),
  ])
  func `what is settled stays`(_ json: String, _ change: String, _ message: String) throws {
    #expect(try Judged.updateErrors(json, change).contains(message))
  }

  @Test func `a driver on a node changes what it can take, and nothing else`() throws {
    #expect(try Judged.updateErrors(Self.node, #"spec/drivers/0/allocatable = {"count":3}"#) == [])
    #expect(try Judged.updateErrors(Self.node, #"spec/drivers/0/nodeID = "i-2""#).map { String($0.prefix(15)) } == ["spec.drivers[0]"])
    #expect(try Judged.updateErrors(Self.node, "spec/drivers = []") == [])
  }

  @Test func `tables`() throws {
    #expect(
      try Judged.row(Self.storageClass, #"metadata/annotations = {"storageclass.kubernetes.io/is-default-class":"true"}"#)
        == ["fast (default)", "disk.example.com", "Delete", "Immediate", "false", "10m"])
    #expect(try Judged.row(Self.attachment) == ["a", "disk.example.com", "v1", "n1", false, "10m"])
    #expect(try Judged.row(Self.driver) == ["disk.example.com", true, false, false, "<unset>", false, "Persistent", "10m"])
    #expect(try Judged.row(Self.node) == ["n1", 1, "10m"])
    #expect(try Judged.row(Self.capacity) == ["c", "fast", "10Gi"])
    #expect(try Judged.row(Self.attributes) == ["gold", "disk.example.com", "10m"])
    #expect(try Judged.row(Self.priority) == ["high", 1000, false, "10m", "PreemptLowerPriority"])
    #expect(try Judged.row(Self.runtime) == ["vm", "kata", "10m"])
    #expect(try Judged.row(Self.candidate) == ["a", "l", "1.36.0", "1.36.0", "10m"])
    #expect(try Judged.row(Self.migration) == ["m", "deployments.apps"])
  }

  @Test func `an attachment may state its volume in place`() throws {
    let inline = #"{"inlineVolumeSpec":{"accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"},"csi":{"driver":"d.example.com","volumeHandle":"v"}}}"#
    let json = JSON.text(try Judged.changed(try JSON.decode(Self.attachment), "spec/source = " + inline))
    #expect(try Judged.errors(json) == [])
    #expect(try Judged.stored(json).object[path: "spec", "source", "inlineVolumeSpec", "csi", "driver"] == "d.example.com")
  }
}
