import APIMachinery

/// What of the pod and its node the downward API can show (Downward API).
struct DownwardContext: Sendable {
  var pod: Pod
  var podIPs: [String] = []
  var hostIPs: [String] = []
  var nodeName = ""
  var allocatable: NodeResources

  /// The value of a fieldRef's fieldPath.
  func field(_ path: String) throws(ContainerConfigError) -> String {
    if let value = keyed(path, "metadata.labels", pod.object.labels) ?? keyed(path, "metadata.annotations", pod.object.annotations) {
      return value
    }
    switch path {
    case "metadata.name": return pod.name
    case "metadata.namespace": return pod.namespace
    case "metadata.uid": return pod.uid
    case "metadata.labels": return Self.lines(pod.object.labels)
    case "metadata.annotations": return Self.lines(pod.object.annotations)
    case "spec.nodeName": return nodeName
    case "spec.serviceAccountName": return pod.serviceAccountName
    case "status.hostIP": return hostIPs.first ?? ""
    case "status.hostIPs": return hostIPs.joined(separator: ",")
    case "status.podIP": return podIPs.first ?? ""
    case "status.podIPs": return podIPs.joined(separator: ",")
    default: throw ContainerConfigError("unsupported fieldPath: \(path)")
    }
  }

  private func keyed(_ path: String, _ field: String, _ map: [String: String]) -> String? {
    guard path.hasPrefix(field + "['"), path.hasSuffix("']") else { return nil }
    return map[String(path.dropFirst(field.count + 2).dropLast(2))] ?? ""
  }

  private static func lines(_ map: [String: String]) -> String {
    map.sorted { $0.key < $1.key }.map { "\($0.key)=\(JSON.text(.string($0.value)))" }.joined(separator: "\n")
  }

  /// The value of a resourceFieldRef; a limit that isn't set is what the node has.
  func resource(_ reference: Value?, container: ContainerSpec?) throws(ContainerConfigError) -> String {
    let name = reference?["containerName"]?.string ?? ""
    guard let container = name.isEmpty ? container : pod.container(named: name) else {
      throw ContainerConfigError("container \(name) not found")
    }
    let path = reference?["resource"]?.string ?? ""
    let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[0] == "limits" || parts[0] == "requests" else {
      throw ContainerConfigError("unsupported container resource : \(path)")
    }
    var amount = ResourceAmounts(container.value["resources"]?[parts[0]])
    if parts[0] == "limits" {
      if amount.cpuMillis == 0 { amount.cpuMillis = allocatable.cpuMillis }
      if amount.memoryBytes == 0 { amount.memoryBytes = allocatable.memoryBytes }
      if amount.ephemeralStorageBytes == 0 { amount.ephemeralStorageBytes = allocatable.ephemeralStorageBytes }
    }
    let divisor = reference?["divisor"]
    let (value, unit): (Int64, Int64) = switch parts[1] {
    case "cpu": (amount.cpuMillis, ResourceAmount.milli(divisor) ?? 0 > 0 ? ResourceAmount.milli(divisor) ?? 1_000 : 1_000)
    case "memory": (amount.memoryBytes, max(ResourceAmount.value(divisor) ?? 1, 1))
    case "ephemeral-storage": (amount.ephemeralStorageBytes, max(ResourceAmount.value(divisor) ?? 1, 1))
    default: throw ContainerConfigError("unsupported container resource : \(path)")
    }
    return String(value / unit + (value % unit > 0 ? 1 : 0))
  }
}

/// Why a container's configuration can't be made; shown as the reason CreateContainerConfigError.
struct ContainerConfigError: Error, Hashable, Sendable, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
