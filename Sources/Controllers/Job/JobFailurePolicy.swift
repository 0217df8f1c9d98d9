import APIMachinery
import ControllerKit

/// What a Job's `podFailurePolicy` makes of a failed pod (KEP-3329): the first rule that matches decides.
struct JobFailurePolicy {
  enum Verdict: Hashable {
    /// Counts towards the back-off limit, as without a policy.
    case count
    /// Counts for nothing; the pod is replaced.
    case ignore
    case failIndex
    /// The whole Job fails; the text says why.
    case failJob(String)
  }

  private let rules: [Value]

  init(_ spec: Value?) { rules = spec?["podFailurePolicy"]?["rules"]?.array ?? [] }

  func verdict(on pod: Value) -> Verdict {
    guard PodFacts(pod).phase == "Failed" else { return .count }
    for (position, rule) in rules.enumerated() {
      guard let cause = Self.match(rule, pod) else { continue }
      switch rule["action"]?.string {
      case "Ignore": return .ignore
      case "FailIndex": return .failIndex
      case "Count": return .count
      case "FailJob": return .failJob("\(cause) matching FailJob rule at index \(position)")
      default: continue
      }
    }
    return .count
  }

  /// What about the pod matches; nil when nothing does.
  private static func match(_ rule: Value, _ pod: Value) -> String? {
    if let codes = rule["onExitCodes"] { return match(codes: codes, pod) }
    for pattern in rule["onPodConditions"]?.array ?? [] {
      let type = pattern["type"]?.string ?? ""
      guard let condition = Conditions(of: pod)[type], condition.status == pattern["status"]?.string ?? "True" else { continue }
      return "Pod \(pod.namespace)/\(pod.name) has condition \(type)"
    }
    return nil
  }

  /// Containers that succeeded are none of a failure's causes.
  private static func match(codes rule: Value, _ pod: Value) -> String? {
    let values = Set(rule["values"]?.array?.compactMap(\.int) ?? [])
    let isIn = rule["operator"]?.string == "In"
    let name = rule["containerName"]?.string
    for status in ["containerStatuses", "initContainerStatuses"].flatMap({ pod["status"]?[$0]?.array ?? [] }) {
      guard let code = status["state"]?["terminated"]?["exitCode"]?.int, code != 0, name == nil || status["name"]?.string == name,
        values.contains(code) == isIn
      else { continue }
      return "Container \(status["name"]?.string ?? "") for pod \(pod.namespace)/\(pod.name) failed with exit code \(code)"
    }
    return nil
  }
}
