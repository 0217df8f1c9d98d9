import APIMachinery
import APISchemas
import Basics

/// What has become of a definition: its accepted names and its conditions, decided from it and the others of its group.
public enum DefinitionStatus {
  /// The definition with its status brought up to date, and with the finalizer that keeps it until its objects are gone.
  /// `others`: the other definitions; `taken`: names that the server itself uses in the group.
  public static func updated(_ object: Value, others: [Value], taken: GroupNames = GroupNames(), now: Timestamp) -> Value {
    var result = object
    var finalizers = object.finalizers
    if !object.isBeingDeleted, !finalizers.contains(DefinedResources.finalizer) {
      finalizers.append(DefinedResources.finalizer)
      result[path: "metadata", "finalizers"] = .array(finalizers.map { .string($0) })
    }
    var status = result["status"] ?? [:]
    let conflicts = conflict(object, others, taken)
    if conflicts == nil { status["acceptedNames"] = object[path: "spec", "names"] }
    if status["acceptedNames"] == nil { status["acceptedNames"] = ["plural": "", "kind": ""] }
    var conditions = Conditions(status["conditions"]?.array ?? [], now: now)
    if let conflicts {
      conditions.set("NamesAccepted", false, conflicts.reason, conflicts.message)
      if !DefinedResources.isTrue("Established", object) {
        conditions.set("Established", false, "NotAccepted", "not all names are accepted")
      }
    } else {
      conditions.set("NamesAccepted", true, "NoConflicts", "no conflicts found")
      if CertificateBundle.problem(of: object) == nil {
        conditions.set("Established", true, "InitialNamesAccepted", "the initial names have been accepted")
      } else if !DefinedResources.isTrue("Established", object) {
        conditions.set("Established", false, "InvalidCABundle", "The conversion webhook CABundle is invalid")
      }
    }
    setApproval(object, &conditions)
    if object.isBeingDeleted, !conditions.isTrue("Terminating") {
      conditions.set("Terminating", true, "InstanceDeletionInProgress", "CustomResource deletion is in progress")
    }
    status["conditions"] = .array(conditions.values)
    status["storedVersions"] = storedVersions(object, status["storedVersions"])
    result["status"] = status
    return result
  }

  private static func storedVersions(_ object: Value, _ known: Value?) -> Value {
    var versions = known?.array ?? []
    if let storage = DefinedResources.storageVersion(of: object), !versions.contains(.string(storage)) { versions.append(.string(storage)) }
    return .array(versions)
  }

  /// The first name that another definition of the group, or the server itself, has already.
  private static func conflict(_ object: Value, _ others: [Value], _ own: GroupNames) -> (reason: String, message: String)? {
    let group = object[path: "spec", "group"]
    let rivals = others.filter { $0.name != object.name && $0[path: "spec", "group"] == group }.compactMap {
      $0[path: "status", "acceptedNames"]
    }
    var (resources, kinds) = (own.resources, own.kinds)
    for rival in rivals {
      for key in ["plural", "singular"] { if let name = rival[key]?.string, !name.isEmpty { resources.insert(name) } }
      resources.formUnion(rival["shortNames"]?.array?.compactMap(\.string) ?? [])
      for key in ["kind", "listKind"] { if let name = rival[key]?.string, !name.isEmpty { kinds.insert(name) } }
    }
    let names = object[path: "spec", "names"] ?? [:]
    func used(_ name: String) -> String { "\"\(name)\" is already in use" }
    for (key, reason, taken) in [
      ("plural", "PluralConflict", resources), ("singular", "SingularConflict", resources), ("kind", "KindConflict", kinds),
      ("listKind", "ListKindConflict", kinds),
    ] {
      if let name = names[key]?.string, taken.contains(name) { return (reason, used(name)) }
    }
    let short = (names["shortNames"]?.array ?? []).compactMap(\.string).filter { resources.contains($0) }
    return short.isEmpty ? nil : ("ShortNamesConflict", short.map(used).joined(separator: ", "))
  }

  static let approval = "api-approved.kubernetes.io"

  /// Whether a group belongs to the Kubernetes project.
  static func isProtected(_ group: String) -> Bool {
    group == "k8s.io" || group.hasSuffix(".k8s.io") || group == "kubernetes.io" || group.hasSuffix(".kubernetes.io")
  }

  private static func setApproval(_ object: Value, _ conditions: inout Conditions) {
    guard isProtected(object[path: "spec", "group"]?.string ?? "") else { return }
    let text = object.annotations[approval] ?? ""
    let type = "KubernetesAPIApprovalPolicyConformant"
    if text.isEmpty {
      conditions.set(type, false, "MissingAnnotation", "protected groups must have approval annotation \"\(approval)\"")
    } else if text.hasPrefix("unapproved") {
      conditions.set(type, false, "UnapprovedAnnotation", "not approved: \"\(text)\"")
    } else if text.hasPrefix("https://") || text.hasPrefix("http://") {
      conditions.set(type, true, "ApprovedAnnotation", "approved in \(text)")
    } else {
      conditions.set(type, false, "InvalidAnnotation", "\(approval)=\"\(text)\" must be a URL or start with unapproved")
    }
  }
}

/// A list of conditions under change: the time moves only with the status.
struct Conditions {
  private(set) var values: [Value]
  private let now: Timestamp

  init(_ values: [Value], now: Timestamp) { (self.values, self.now) = (values, now) }

  func isTrue(_ type: String) -> Bool { values.contains { $0["type"]?.string == type && $0["status"] == "True" } }

  mutating func set(_ type: String, _ isTrue: Bool, _ reason: String, _ message: String) {
    let status: Value = isTrue ? "True" : "False"
    let position = values.firstIndex { $0["type"]?.string == type }
    let old = position.map { values[$0] }
    let time = old?["status"] == status ? old?["lastTransitionTime"] : nil
    let condition: Value = [
      "type": .string(type), "status": status, "lastTransitionTime": time ?? .string(now.rfc3339), "reason": .string(reason),
      "message": .string(message),
    ]
    if let position { values[position] = condition } else { values.append(condition) }
  }
}
