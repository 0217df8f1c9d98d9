import APIMachinery
import APISchemas

/// What `kctl debug` was asked for, and the containers and pods that this makes.
struct DebugPlan: Sendable {
  let options: DebugContainerOptions
  let copy: DebugCopyOptions
  let command: [String]
  let profile: DebugProfile
  /// Fields of a container that are merged over it.
  var custom: Value?
  /// Chosen where none was given.
  var name = ""

  /// The container for a pod that runs.
  func ephemeralContainer() throws -> Value {
    var container: Value = ["name": .string(name), "image": .string(options.image), "terminationMessagePolicy": "File"]
    try fill(&container)
    if !options.target.isEmpty { container["targetContainerName"] = .string(options.target) }
    return try finished(container, .ephemeral)
  }

  /// A pod on a node.
  func nodePod(_ podName: String, node: String) throws -> Value {
    var container: Value = ["name": .string(name), "image": .string(options.image), "terminationMessagePolicy": "File"]
    try fill(&container)
    let spec: Value = [
      "containers": [try finished(container, .node)], "nodeName": .string(node), "restartPolicy": "Never",
      "tolerations": [["operator": "Exists"]],
    ]
    return [
      "apiVersion": "v1", "kind": "Pod",
      "metadata": ["name": .string(podName), "labels": ["app.kubernetes.io/managed-by": "kubectl-debug"]],
      "spec": profile.applied(toSpec: spec, in: .node),
    ]
  }

  /// A copy of the pod; the container is a new one of it, or one of its own that is changed. An empty `name`: only images are changed.
  func copy(of pod: Value) throws -> Value {
    var spec = pod["spec"] ?? [:]
    spec["ephemeralContainers"] = nil
    if let shares = copy.shareProcesses { spec["shareProcessNamespace"] = .bool(shares) }
    if !copy.sameNode { spec["nodeName"] = nil }
    var containers = spec["containers"]?.array ?? []
    let images = try copy.images()
    for position in containers.indices {
      let own = images.last { $0.container == containers[position].containerName } ?? images.last { $0.container == "*" }
      if let own { containers[position]["image"] = .string(own.image) }
    }
    if !name.isEmpty {
      let position = containers.firstIndex { $0.containerName == name }
      guard position != nil || !options.image.isEmpty else { throw CommandFailure("you must specify image when creating new container") }
      var container = position.map { containers[$0] } ?? ["name": .string(name), "terminationMessagePolicy": "File"]
      if !options.image.isEmpty { container["image"] = .string(options.image) }
      if !command.isEmpty, !options.argumentsOnly { container["args"] = nil }
      try fill(&container)
      container = try finished(container, .copy)
      if let position { containers[position] = container } else { containers.append(container) }
    }
    spec["containers"] = .array(containers)
    var metadata: Value = ["name": .string(copy.copyTo), "namespace": .string(pod.namespace)]
    for (field, keeps) in [("annotations", copy.keepAnnotations), ("labels", copy.keepLabels)] where keeps || profile.keepsAll {
      metadata[field] = pod["metadata"]?[field]
    }
    if !profile.keepsAll { strip(&spec) }
    if !name.isEmpty { spec = profile.applied(toSpec: spec, in: .copy) }
    return ["apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec]
  }

  private func strip(_ spec: inout Value) {
    let probes = [
      ("livenessProbe", copy.keepLiveness), ("readinessProbe", copy.keepReadiness), ("startupProbe", copy.keepStartup),
    ].filter { !$0.1 }.map(\.0)
    for list in ["containers", "initContainers"] {
      guard var containers = spec[list]?.array else { continue }
      for position in containers.indices { for probe in probes { containers[position][probe] = nil } }
      spec[list] = .array(containers)
    }
    if !copy.keepInitContainers { spec["initContainers"] = nil }
  }

  private func fill(_ container: inout Value) throws {
    if !command.isEmpty { container[options.argumentsOnly ? "args" : "command"] = .array(command.map { .string($0) }) }
    let variables = try options.variables()
    if !variables.isEmpty { container["env"] = .array(variables) }
    if let policy = options.imagePullPolicy { container["imagePullPolicy"] = .string(policy) }
    container["stdin"] = options.stdin ? true : nil
    container["tty"] = options.tty ? true : nil
  }

  private func finished(_ container: Value, _ place: DebugProfile.Place) throws -> Value {
    let container = profile.applied(to: container, in: place)
    guard let custom else { return container }
    let scheme = Scheme.builtIn
    // The merge keys of a container are those of a pod's.
    let type = scheme.types.names.first { $0.hasSuffix("core.v1.Container") } ?? ""
    return try StrategicMerge.apply(custom, to: container, types: scheme.types, typeName: type)
  }
}
