import APIMachinery
import Basics

/// A pod as the kubelet reads it: the API object with its containers picked apart once.
struct Pod: Sendable, Equatable {
  let object: Value
  let initContainers: [ContainerSpec]
  let containers: [ContainerSpec]
  let ephemeralContainers: [ContainerSpec]

  init(_ object: Value) {
    self.object = object
    let spec = object["spec"]
    initContainers = (spec?["initContainers"]?.array ?? []).enumerated().map { index, value in
      ContainerSpec(
        value, value["restartPolicy"]?.string == "Always" ? .sidecar : .initial, "spec.initContainers{\(value["name"]?.string ?? "")}")
    }
    containers = (spec?["containers"]?.array ?? []).map { ContainerSpec($0, .regular, "spec.containers{\($0["name"]?.string ?? "")}") }
    ephemeralContainers = (spec?["ephemeralContainers"]?.array ?? []).map {
      ContainerSpec($0, .ephemeral, "spec.ephemeralContainers{\($0["name"]?.string ?? "")}")
    }
  }

  static func == (a: Pod, b: Pod) -> Bool { a.object == b.object }

  enum RestartPolicy: String, Sendable {
    case always = "Always"
    case onFailure = "OnFailure"
    case never = "Never"
  }

  var spec: Value { object["spec"] ?? .object(Object()) }
  var status: Value { object["status"] ?? .object(Object()) }
  var name: String { object.name }
  var namespace: String { object.namespace }
  var uid: String { object.uid }
  var allContainers: [ContainerSpec] { initContainers + containers + ephemeralContainers }
  func container(named name: String) -> ContainerSpec? { allContainers.first { $0.name == name } }

  var restartPolicy: RestartPolicy { spec["restartPolicy"]?.string.flatMap(RestartPolicy.init) ?? .always }
  var isHostNetwork: Bool { spec["hostNetwork"]?.bool ?? false }
  var terminationGracePeriodSeconds: Int { Int(spec["terminationGracePeriodSeconds"]?.int ?? 30) }
  var deletionGracePeriodSeconds: Int? { object.metadata["deletionGracePeriodSeconds"]?.int.map { Int($0) } }
  var phase: String { status["phase"]?.string ?? "" }
  var isTerminal: Bool { phase == "Succeeded" || phase == "Failed" }
  var priority: Int64 { spec["priority"]?.int ?? 0 }
  /// One that the node keeps whatever else has to go: a static pod, or one of the system's priorities.
  var isCritical: Bool { isStatic || isMirror || priority >= 2_000_000_000 }
  /// Read from a file of the node's.
  var isStatic: Bool { object.annotations[StaticPod.sourceAnnotation].map { $0 != "api" } ?? false }
  /// The API's picture of a static pod.
  var isMirror: Bool { object.annotations[StaticPod.mirrorAnnotation] != nil }
  var serviceAccountName: String { spec["serviceAccountName"]?.string ?? spec["serviceAccount"]?.string ?? "default" }

  /// `name_namespace(uid)`, as messages have it.
  var fullName: String { "\(name)_\(namespace)(\(uid))" }
}

/// One container of a pod's specification.
struct ContainerSpec: Sendable, Equatable {
  enum Role: Sendable {
    /// Runs to its end before the next one starts.
    case initial
    /// An init container with restartPolicy Always (KEP-753): runs beside the pod's containers.
    case sidecar
    case regular
    case ephemeral
  }

  let value: Value
  let role: Role
  /// What an event about this container names.
  let fieldPath: String
  let name: String
  let image: String

  init(_ value: Value, _ role: Role, _ fieldPath: String) {
    (self.value, self.role, self.fieldPath) = (value, role, fieldPath)
    name = value["name"]?.string ?? ""
    image = value["image"]?.string ?? ""
  }

  enum PullPolicy: String, Sendable {
    case always = "Always"
    case ifNotPresent = "IfNotPresent"
    case never = "Never"
  }

  var pullPolicy: PullPolicy { value["imagePullPolicy"]?.string.flatMap(PullPolicy.init) ?? .ifNotPresent }

  func probe(_ kind: ProbeKind) -> Value? { value[kind.rawValue]?.nonNull }

  /// Changes when the container has to be replaced by a new one (FNV-1a over what may change: name and image).
  var hash: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in Array(name.utf8) + [0] + Array(image.utf8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }
}

/// The three probes a container can have; the raw value is the field's name.
enum ProbeKind: String, Sendable, CaseIterable {
  case startup = "startupProbe"
  case readiness = "readinessProbe"
  case liveness = "livenessProbe"

  /// As events name it.
  var title: String {
    switch self {
    case .startup: "Startup"
    case .readiness: "Readiness"
    case .liveness: "Liveness"
    }
  }
}
