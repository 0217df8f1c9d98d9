import APIMachinery

/// The checks of the Pod Security Standards on one pod or pod template, as of the version that its policy names.
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
  /// Root in a user namespace of the pod's own is nobody on the host.
  var hasOwnUsers: Bool { spec["hostUsers"]?.bool == false }

  /// Whether checks as of this minor version count.
  func isAtLeast(_ minor: Int) -> Bool { terms.minor.map { $0 >= minor } ?? true }

  /// In the order of the checks' names upstream, those of baseline before those of restricted, which take the place of some.
  var violations: [Violation] {
    switch terms.level {
    case .privileged: []
    case .baseline: Self.baseline.compactMap { $0.check(self) }
    case .restricted: (Self.baseline.filter { !isReplaced($0) } + Self.restricted).compactMap { $0.check(self) }
    }
  }

  /// A check by the name that upstream has for it.
  struct Named: Sendable {
    var name: String
    /// The minor version since which the level restricted has a check of its own in its place.
    var replacedSince: Int?
    var check: @Sendable (PodSecurityChecks) -> Violation?
  }

  private func isReplaced(_ check: Named) -> Bool { check.replacedSince.map(isAtLeast) ?? false }

  static let baseline: [Named] = [
    Named(name: "appArmorProfile") { $0.appArmor },
    Named(name: "capabilities_baseline", replacedSince: 22) { $0.baselineCapabilities },
    Named(name: "hostNamespaces") { $0.hostNamespaces },
    Named(name: "hostPathVolumes", replacedSince: 0) { $0.hostPaths },
    Named(name: "hostPorts") { $0.hostPorts },
    Named(name: "hostProbesAndHostLifecycle") { $0.isAtLeast(34) ? $0.hostProbes : nil },
    Named(name: "privileged") { $0.privileged },
    Named(name: "procMount", replacedSince: 35) { $0.isAtLeast(35) && $0.hasOwnUsers ? nil : $0.procMount },
    Named(name: "seLinuxOptions") { $0.seLinux },
    Named(name: "seccompProfile_baseline", replacedSince: 19) { $0.isAtLeast(19) ? $0.baselineSeccomp : $0.seccompAnnotations },
    Named(name: "sysctls") { $0.sysctls },
    Named(name: "windowsHostProcess") { $0.hostProcess },
  ]

  static let restricted: [Named] = [
    Named(name: "allowPrivilegeEscalation") { $0.isAtLeast(8) ? $0.allowPrivilegeEscalation : nil },
    Named(name: "capabilities_restricted") { $0.isAtLeast(22) ? $0.restrictedCapabilities : nil },
    Named(name: "procMount_restricted") { $0.isAtLeast(35) ? $0.procMount : nil },
    Named(name: "restrictedVolumes") { $0.restrictedVolumes },
    Named(name: "runAsNonRoot") { $0.isAtLeast(35) && $0.hasOwnUsers ? nil : $0.runAsNonRoot },
    Named(name: "runAsUser") { !$0.isAtLeast(23) || ($0.isAtLeast(35) && $0.hasOwnUsers) ? nil : $0.runAsRoot },
    Named(name: "seccompProfile_restricted") { $0.isAtLeast(19) ? $0.restrictedSeccomp : nil },
  ]

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
