import APIMachinery
import Basics
import LinuxKernel
import RuntimeInterface

/// What is remembered of a sandbox, in memory and on disk.
struct SandboxRecord: Hashable, Sendable {
  var id: String
  var name: String
  var namespace: String
  var uid: String
  var attempt: Int
  var createdAt: Timestamp
  var isReady = false
  /// False while it is being made: one that is found so at start was cut off by a crash, and is removed.
  var isComplete = false
  var hostname = ""
  var address: IPAddress?
  var hostNetwork = false
  var hostPID = false
  var hostIPC = false
  /// Its users' ids on the host; nil for the host's own users.
  var users: UserRange?
  /// All containers are in one process namespace, which the pause process holds.
  var sharesProcesses = false
  var pause: PauseProcess?
  var logDirectory = ""
  var cgroupParent = ""
  var portMappings: [PortMapping] = []
  var labels: [String: String] = [:]
  var annotations: [String: String] = [:]
  /// The host's boot in which it was made; its namespaces don't outlive that.
  var bootID = ""

  init(id: String, name: String, namespace: String, uid: String, attempt: Int, createdAt: Timestamp) {
    (self.id, self.name, self.namespace, self.uid, self.attempt, self.createdAt) = (id, name, namespace, uid, attempt, createdAt)
  }

  init(id: String, _ config: PodSandboxConfig, createdAt: Timestamp, bootID: String) {
    self.init(id: id, name: config.name, namespace: config.namespace, uid: config.uid, attempt: config.attempt, createdAt: createdAt)
    hostname = config.hostname
    (hostNetwork, hostPID, hostIPC) = (config.hostNetwork, config.hostPID, config.hostIPC)
    sharesProcesses = config.shareProcessNamespace && !config.hostPID
    (logDirectory, cgroupParent, portMappings) = (config.logDirectory, config.cgroupParent, config.portMappings)
    (labels, annotations) = (config.labels, config.annotations)
    self.bootID = bootID
  }

  var status: PodSandboxStatus {
    PodSandboxStatus(
      id: id, name: name, namespace: namespace, uid: uid, attempt: attempt, state: isReady ? .ready : .notReady, createdAt: createdAt,
      ips: address.map { [$0.description] } ?? [], labels: labels, annotations: annotations)
  }
}

extension SandboxRecord {
  init?(_ value: Value) {
    guard let id = value["id"]?.string, let created = value["createdAt"]?.int else { return nil }
    func text(_ key: String) -> String { value[key]?.string ?? "" }
    func flag(_ key: String) -> Bool { value[key]?.bool ?? false }
    self.init(
      id: id, name: text("name"), namespace: text("namespace"), uid: text("uid"), attempt: Int(value["attempt"]?.int ?? 0),
      createdAt: Timestamp(nanosecondsSinceEpoch: created))
    (isReady, isComplete, hostname) = (flag("isReady"), flag("isComplete"), text("hostname"))
    address = IPAddress(text("address"))
    (hostNetwork, hostPID, hostIPC) = (flag("hostNetwork"), flag("hostPID"), flag("hostIPC"))
    sharesProcesses = flag("sharesProcesses")
    if let first = value["users"]?.int.flatMap({ UInt32(exactly: $0) }) { users = UserRange(first: first, count: UserRanges.size) }
    pause = PauseProcess(record: value["pause"])
    (logDirectory, cgroupParent, bootID) = (text("logDirectory"), text("cgroupParent"), text("bootID"))
    (labels, annotations) = (value["labels"].strings, value["annotations"].strings)
    portMappings = (value["ports"]?.array ?? []).map { port in
      PortMapping(
        protocol: port["protocol"]?.string ?? "TCP", containerPort: Int(port["containerPort"]?.int ?? 0),
        hostPort: Int(port["hostPort"]?.int ?? 0), hostIP: port["hostIP"]?.string ?? "")
    }
  }

  var value: Value {
    [
      "id": .string(id), "name": .string(name), "namespace": .string(namespace), "uid": .string(uid), "attempt": .int(Int64(attempt)),
      "createdAt": .int(createdAt.nanosecondsSinceEpoch), "isReady": .bool(isReady), "isComplete": .bool(isComplete),
      "hostname": .string(hostname), "address": .string(address?.description ?? ""), "hostNetwork": .bool(hostNetwork),
      "hostPID": .bool(hostPID), "hostIPC": .bool(hostIPC), "logDirectory": .string(logDirectory), "cgroupParent": .string(cgroupParent),
      "users": users.map { .int(Int64($0.first)) } ?? .null, "sharesProcesses": .bool(sharesProcesses), "pause": pause?.record ?? .null, "bootID": .string(bootID), "labels": Value(strings: labels), "annotations": Value(strings: annotations),
      "ports": .array(portMappings.map { port in
        [
          "protocol": .string(port.protocol), "containerPort": .int(Int64(port.containerPort)), "hostPort": .int(Int64(port.hostPort)),
          "hostIP": .string(port.hostIP),
        ]
      }),
    ]
  }
}

extension Value {
  init(strings: [String: String]) {
    self = .object(Object(strings.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
  }
  init(strings: [String]) { self = .array(strings.map { .string($0) }) }
}

extension Value? {
  /// An object's fields that are strings.
  var strings: [String: String] {
    var result: [String: String] = [:]
    for field in self?.object ?? Object() { result[field.key] = field.value.string }
    return result
  }
}
