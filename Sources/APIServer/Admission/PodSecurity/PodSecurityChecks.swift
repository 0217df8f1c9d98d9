import APIMachinery

/// The checks of the Pod Security Standards on one pod or pod template.
///
/// A violation reads as upstream's: what is wrong, and in parentheses where and what would be right.
struct PodSecurityChecks {
  struct Violation: Equatable {
    var reason: String
    var detail: String
    var text: String { detail.isEmpty ? reason : "\(reason) (\(detail))" }
  }

  let pod: Value
  let terms: PodSecurityPolicy.Terms
  let containers: [Value]

  init(_ pod: Value, _ terms: PodSecurityPolicy.Terms) {
    (self.pod, self.terms) = (pod, terms)
    containers = Value.containerLists.flatMap { pod.containers($0) }
  }

  var spec: Value { pod["spec"] ?? [:] }
  var isWindows: Bool { spec[path: "os", "name"]?.string == "windows" }

  /// Whether checks as of this minor version count.
  func isAtLeast(_ minor: Int) -> Bool { terms.minor.map { $0 >= minor } ?? true }

  var violations: [Violation] {
    switch terms.level {
    case .privileged: []
    case .baseline: (baseline + [baselineCapabilities, baselineSeccomp]).compactMap { $0 }.sorted { $0.reason < $1.reason }
    case .restricted: (baseline + restricted).compactMap { $0 }.sorted { $0.reason < $1.reason }
    }
  }

  // MARK: for the checks

  func names(where matches: (Value) -> Bool) -> [String] { containers.filter(matches).compactMap { $0["name"]?.string } }

  /// `container "a"` or `containers "a", "b"`.
  static func list(_ names: [String], _ noun: String = "container") -> String {
    (names.count == 1 ? noun : noun + "s") + " " + names.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  static func quoted(_ values: some Sequence<String>) -> String {
    Set(values).sorted().map { "\"\($0)\"" }.joined(separator: ", ")
  }

  func violation(_ names: [String], _ reason: String, _ rest: String) -> Violation? {
    names.isEmpty ? nil : Violation(reason: reason, detail: Self.list(names) + " " + rest)
  }

  /// A field of the security context: containers that say something bad, and whether the pod does.
  func blame(_ field: [String], isBad: (Value) -> Bool) -> (isPod: Bool, containers: [String], values: [Value]) {
    let ofPod = spec[path: ["securityContext"] + field].flatMap { isBad($0) ? $0 : nil }
    let bad = containers.compactMap { container -> (String, Value)? in
      guard let value = container[path: ["securityContext"] + field], isBad(value) else { return nil }
      return (container["name"]?.string ?? "", value)
    }
    return (ofPod != nil, bad.map(\.0), (ofPod.map { [$0] } ?? []) + bad.map(\.1))
  }

  static func who(_ isPod: Bool, _ containers: [String]) -> String {
    var parts = isPod ? ["pod"] : []
    if !containers.isEmpty { parts.append(list(containers)) }
    return parts.joined(separator: " and ")
  }
}
