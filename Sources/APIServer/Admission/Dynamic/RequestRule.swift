import APIMachinery
import APISchemas

/// One rule of which requests a webhook or policy is about (API reference: RuleWithOperations).
struct RequestRule: Sendable {
  private let operations: Set<String>
  private let groups: Set<String>
  private let versions: Set<String>
  private let resources: [(resource: String, subresource: String)]
  private let scope: String
  /// Empty: all.
  private let names: Set<String>

  init(_ rule: Value) {
    func texts(_ key: String) -> [String] { rule[key]?.array?.compactMap(\.string) ?? [] }
    (operations, groups, versions) = (Set(texts("operations")), Set(texts("apiGroups")), Set(texts("apiVersions")))
    resources = texts("resources").map { text in
      let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      return (parts[0], parts.count > 1 ? parts[1] : "")
    }
    scope = rule["scope"]?.string ?? "*"
    names = Set(texts("resourceNames"))
  }

  /// Whether the request, read as being for this version of its resource, is meant.
  func matches(_ subject: AdmissionSubject, as version: ResourceDefinition) -> Bool {
    guard Self.contains(operations, subject.operation.rawValue), Self.contains(groups, version.group),
      Self.contains(versions, version.version), names.isEmpty || names.contains(subject.name)
    else { return false }
    let subresource = subject.request.subresource
    guard resources.contains(where: { rule in
      (rule.resource == "*" || rule.resource == version.plural) && (rule.subresource == "*" || rule.subresource == subresource)
    }) else { return false }
    switch scope {
    case "Namespaced": return version.isNamespaced
    case "Cluster": return !version.isNamespaced
    default: return true
    }
  }

  private static func contains(_ set: Set<String>, _ text: String) -> Bool { set.contains("*") || set.contains(text) }
}
