import RuntimeInterface

/// What has to be done to a running pod next.
struct PodActions: Sendable, Equatable {
  struct Kill: Sendable, Equatable {
    enum Reason: Sendable { case livenessProbe, startupProbe, definitionChanged, unknownState, sandboxChanged, resize }
    var id: String
    var name: String
    var reason: Reason
    var message: String
  }

  /// Everything in the pod is stopped, with its sandbox.
  var killsPod = false
  var createsSandbox = false
  /// The sandbox's next attempt, when one is created.
  var attempt = 0
  var sandboxID: String?
  var containersToKill: [Kill] = []
  /// Indexes into the pod's init, ephemeral and regular containers, in the order to start them.
  var initContainersToStart: [Int] = []
  var ephemeralContainersToStart: [Int] = []
  var containersToStart: [Int] = []
  /// Running containers that get other limits, by name.
  var containersToResize: [String] = []

  /// Whether the pod's own limits change with those of its containers.
  var resizesPod: Bool { !containersToResize.isEmpty || containersToKill.contains { $0.reason == .resize } }

  var isEmpty: Bool {
    !killsPod && !createsSandbox && containersToKill.isEmpty && initContainersToStart.isEmpty && ephemeralContainersToStart.isEmpty
      && containersToStart.isEmpty && containersToResize.isEmpty
  }
}

/// What the probes say, by container id. No entry means that a probe hasn't come to a result.
struct ProbeResults: Sendable, Equatable {
  private var results: [String: [ProbeKind: Bool]] = [:]

  subscript(id: String, kind: ProbeKind) -> Bool? {
    get { results[id]?[kind] }
    set { results[id, default: [:]][kind] = newValue }
  }

  mutating func forget(_ id: String) { results[id] = nil }
}
