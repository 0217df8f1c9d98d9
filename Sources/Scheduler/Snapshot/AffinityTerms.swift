import APIMachinery
import ControllerKit

/// What a pod says about nodes: `nodeSelector` and `affinity.nodeAffinity`.
public struct NodeAffinityTerms: Sendable {
  /// One term of a node selector: labels and fields, all of which must match.
  public struct Term: Sendable {
    var labels: LabelMatcher
    /// Only `metadata.name` exists as a field.
    var fields: LabelMatcher
    var isEmpty: Bool { labels.isEmpty && fields.isEmpty }

    init(_ value: Value) {
      labels = LabelMatcher((value["matchExpressions"]?.array ?? []).map { LabelMatcher.rule($0) })
      fields = LabelMatcher((value["matchFields"]?.array ?? []).map { LabelMatcher.rule($0) })
    }

    func matches(_ node: NodeInfo) -> Bool {
      // An empty term matches no node.
      !isEmpty && labels.matches(node.labels) && (fields.isEmpty || fields.matches(["metadata.name": node.name]))
    }
  }

  var selector: LabelMatcher
  /// nil: no requirement. One of the terms must match.
  var required: [Term]?
  var preferred: [(weight: Int64, term: Term)]

  init(_ spec: Value) {
    selector = LabelMatcher(equal: spec["nodeSelector"]?.stringMap ?? [:])
    let affinity = spec["affinity"]?["nodeAffinity"]
    required = affinity?["requiredDuringSchedulingIgnoredDuringExecution"]?["nodeSelectorTerms"]?.array.map { $0.map { Term($0) } }
    preferred = (affinity?["preferredDuringSchedulingIgnoredDuringExecution"]?.array ?? []).map {
      ($0["weight"]?.int ?? 0, Term($0["preference"] ?? [:]))
    }
  }

  func allows(_ node: NodeInfo) -> Bool {
    (selector.isEmpty || selector.matches(node.labels)) && (required?.contains { $0.matches(node) } ?? true)
  }
}

/// What a pod says about other pods: `affinity.podAffinity` and `affinity.podAntiAffinity`.
public struct PodAffinityTerms: Sendable {
  public struct Term: Sendable {
    var selector: LabelMatcher?
    var namespaces: Set<String>
    /// Namespaces by their labels, beside those named; an empty selector selects all.
    var namespaceSelector: LabelMatcher?
    var topologyKey: String

    init(_ value: Value, namespace: String) {
      selector = LabelMatcher(value["labelSelector"])
      let named = value["namespaces"]?.array?.compactMap(\.string) ?? []
      namespaceSelector = LabelMatcher(value["namespaceSelector"])
      namespaces = Set(named.isEmpty && namespaceSelector == nil ? [namespace] : named)
      topologyKey = value["topologyKey"]?.string ?? ""
    }

    /// `namespaceLabels`: the labels of the namespaces, by name.
    func matches(_ pod: PodInfo, _ namespaceLabels: [String: [String: String]]) -> Bool {
      guard selector?.matches(pod.labels) ?? false else { return false }
      return namespaces.contains(pod.namespace) || (namespaceSelector?.matches(namespaceLabels[pod.namespace] ?? [:]) ?? false)
    }
  }

  var requiredAffinity: [Term]
  var requiredAntiAffinity: [Term]
  /// Weights of anti-affinity are negative.
  var preferred: [(weight: Int64, term: Term)]

  init(_ affinity: Value?, namespace: String) {
    let required = "requiredDuringSchedulingIgnoredDuringExecution"
    let preferred = "preferredDuringSchedulingIgnoredDuringExecution"
    func terms(_ kind: String) -> [Term] { (affinity?[kind]?[required]?.array ?? []).map { Term($0, namespace: namespace) } }
    func weighted(_ kind: String, _ sign: Int64) -> [(weight: Int64, term: Term)] {
      (affinity?[kind]?[preferred]?.array ?? []).map {
        (sign * ($0["weight"]?.int ?? 0), Term($0["podAffinityTerm"] ?? [:], namespace: namespace))
      }
    }
    requiredAffinity = terms("podAffinity")
    requiredAntiAffinity = terms("podAntiAffinity")
    self.preferred = weighted("podAffinity", 1) + weighted("podAntiAffinity", -1)
  }

  var isEmpty: Bool { requiredAffinity.isEmpty && requiredAntiAffinity.isEmpty && preferred.isEmpty }
}

/// One of `topologySpreadConstraints`.
public struct SpreadConstraint: Sendable {
  var maxSkew: Int64
  var topologyKey: String
  var isHard: Bool
  var selector: LabelMatcher
  var minDomains: Int64
  var honorsTaints: Bool
  var honorsAffinity: Bool

  init?(_ value: Value, labels: [String: String]) {
    guard let key = value["topologyKey"]?.string, var selector = LabelMatcher(value["labelSelector"]) else { return nil }
    for label in value["matchLabelKeys"]?.array?.compactMap(\.string) ?? [] {
      if let own = labels[label] { selector.rules.append(.isIn(key: label, [own])) }
    }
    topologyKey = key
    self.selector = selector
    maxSkew = value["maxSkew"]?.int ?? 1
    isHard = value["whenUnsatisfiable"]?.string != "ScheduleAnyway"
    minDomains = value["minDomains"]?.int ?? 1
    honorsTaints = value["nodeTaintsPolicy"]?.string == "Honor"
    honorsAffinity = value["nodeAffinityPolicy"]?.string != "Ignore"
  }
}
