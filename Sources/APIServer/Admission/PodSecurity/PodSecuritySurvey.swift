import APIMachinery
import AccessControl

/// Which pods of a namespace wouldn't be let in under other terms. At most 3,000 pods are looked at, one of each controller's before the
/// rest of them.
struct PodSecuritySurvey {
  static let podsMax = 3_000

  private let total: Int
  private let checked: [Value]
  private let terms: PodSecurityTerms

  init(_ pods: [Value], _ terms: PodSecurityTerms) {
    var controllers: Set<String> = []
    var (first, rest): ([Value], [Value]) = ([], [])
    for pod in pods.sorted(by: { $0.name < $1.name }) {
      let controller = (pod[path: "metadata", "ownerReferences"]?.array ?? []).first { $0["controller"]?.bool == true }?["uid"]?.string
      if controller.map({ controllers.insert($0).inserted }) ?? true { first.append(pod) } else { rest.append(pod) }
    }
    (total, checked, self.terms) = (pods.count, Array((first + rest).prefix(Self.podsMax)), terms)
  }

  /// A line for each set of reasons, by the first of the pods that have them.
  func warnings(namespace: String) -> [String] {
    var names: [String: [String]] = [:]
    for pod in checked {
      let reasons = PodSecurityChecks(pod, terms).violations.map(\.reason)
      if !reasons.isEmpty { names[reasons.joined(separator: ", "), default: []].append(pod.name) }
    }
    var lines: [String] = []
    if checked.count < total {
      lines.append("new PodSecurity enforce level only checked against the first \(checked.count) of \(total) existing pods")
    }
    guard !names.isEmpty else { return lines }
    lines.append("existing pods in namespace \"\(namespace)\" violate the new PodSecurity enforce level \"\(terms)\"")
    return lines + names.map { reasons, pods in
      let others = pods.count == 1 ? "" : pods.count == 2 ? " (and 1 other pod)" : " (and \(pods.count - 1) other pods)"
      return "\(pods.min() ?? "")\(others): \(reasons)"
    }.sorted()
  }
}
