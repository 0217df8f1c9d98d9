import APIMachinery

/// One `[LOCAL:]REMOTE` of the command line.
struct ForwardedPort: Hashable, Sendable {
  /// 0 picks a free one.
  var local: Int
  /// A number, or the name of a port.
  var remote: String

  init(_ text: String) throws(CommandFailure) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, let last = parts.last, !last.isEmpty else { throw CommandFailure("invalid port format '\(text)'") }
    remote = last
    if parts.count == 1 {
      // A name has no number of its own here: it is filled in with the remote port's.
      local = Int(last) ?? -1
    } else if parts[0].isEmpty {
      local = 0
    } else {
      guard let port = Int(parts[0]) else { throw CommandFailure("error parsing local port '\(parts[0])': invalid number") }
      local = port
    }
    guard (-1...65_535).contains(local) else { throw CommandFailure("local port must be between 0 and 65535: \(local)") }
    if let number = Int(last), !(1...65_535).contains(number) { throw CommandFailure("remote port must be > 0") }
  }

  /// The port of the pod that is meant: a service's port leads to its target, a name to the container's port.
  func resolved(service: Value?, pod: Value) throws(CommandFailure) -> (local: Int, remote: UInt16) {
    var target = remote
    if let service {
      let ports = service[path: "spec", "ports"]?.array ?? []
      guard let port = ports.first(where: { $0["port"]?.int.map(String.init) == remote || $0["name"]?.string == remote }) else {
        throw CommandFailure("Service \(service.name) does not have a service port \(remote)")
      }
      let isHeadless = service[path: "spec", "clusterIP"]?.string == "None"
      let number = port["port"]?.int.map(String.init) ?? remote
      target = isHeadless ? number : port["targetPort"]?.int.map(String.init) ?? port["targetPort"]?.string ?? number
    }
    guard let number = UInt16(target) ?? Self.containerPort(target, pod) else {
      throw CommandFailure("Pod '\(pod.name)' does not have a named port '\(target)'")
    }
    let serviceNumber = service == nil ? nil : Int(remote)
    return (local == -1 ? serviceNumber ?? Int(number) : local, number)
  }

  private static func containerPort(_ name: String, _ pod: Value) -> UInt16? {
    (pod[path: "spec", "containers"]?.array ?? []).flatMap { $0["ports"]?.array ?? [] }
      .first { $0["name"]?.string == name }?["containerPort"]?.int.flatMap { UInt16(exactly: $0) }
  }
}
