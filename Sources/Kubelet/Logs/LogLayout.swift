/// Where containers' logs are.
struct LogLayout: Sendable {
  var root: String
  init(_ root: String) { self.root = root }

  func directory(of pod: Pod) -> String { directory(namespace: pod.namespace, name: pod.name, uid: pod.uid) }
  func directory(namespace: String, name: String, uid: String) -> String { "\(root)/\(namespace)_\(name)_\(uid)" }

  /// Relative to the pod's directory.
  static func path(container: String, attempt: Int) -> String { "\(container)/\(attempt).log" }

  /// The uid that a directory's name ends in.
  static func uid(ofDirectory name: String) -> String? {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    return parts.count == 3 && !parts[2].isEmpty ? String(parts[2]) : nil
  }
}
