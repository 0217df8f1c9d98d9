import APIMachinery

extension ContainerSpec {
  /// The container's own restart policy, or else the pod's.
  func restartPolicy(in pod: Pod.RestartPolicy) -> Pod.RestartPolicy {
    if role == .sidecar { return .always }
    return value["restartPolicy"]?.string.flatMap(Pod.RestartPolicy.init) ?? pod
  }

  /// Whether it is started again after it has ended so: its rules on exit codes come first, then its policy (KEP-5307).
  func restarts(afterExit code: Int32, in pod: Pod.RestartPolicy) -> Bool {
    for rule in value["restartPolicyRules"]?.array ?? [] where rule["action"]?.string == "Restart" {
      guard let codes = rule["exitCodes"], let values = codes["values"]?.array?.compactMap(\.int) else { continue }
      if values.contains(Int64(code)) == (codes["operator"]?.string == "In") { return true }
    }
    switch restartPolicy(in: pod) {
    case .always: return true
    case .onFailure: return code != 0
    case .never: return false
    }
  }

  /// Whether some end of it is followed by another start.
  func mayRestart(in pod: Pod.RestartPolicy) -> Bool {
    restartPolicy(in: pod) != .never || value["restartPolicyRules"]?.array?.isEmpty == false
  }
}
