import APIMachinery
import AccessControl

/// What holds for the pods of one namespace: what its labels say, and the server's defaults where they say nothing (kubernetes.io, "Pod
/// Security Admission").
struct PodSecurityPolicy: Hashable {
  typealias Terms = PodSecurityTerms
  enum Mode: String, CaseIterable { case enforce, audit, warn }

  private(set) var enforce: Terms
  private(set) var audit: Terms
  private(set) var warn: Terms

  init(defaults: PodSecurityConfiguration) { (enforce, audit, warn) = (defaults.enforce, defaults.audit, defaults.warn) }

  /// A level that makes no sense is taken for the strictest where it is enforced, and for none where it is only told of; admission of the
  /// namespace refuses it. What is enforced is warned of as well, unless the labels say what is.
  init(_ labels: [String: String], defaults: PodSecurityConfiguration) {
    self.init(defaults: defaults)
    func level(_ mode: Mode) -> Terms.Level? { labels[Self.label(mode)].map { Terms.Level(rawValue: $0) ?? (mode == .enforce ? .restricted : .privileged) } }
    func minor(_ mode: Mode) -> Int?? { labels[Self.label(mode) + "-version"].map { Terms.minor($0) ?? nil } }
    enforce = Terms(level: level(.enforce) ?? enforce.level, minor: minor(.enforce) ?? enforce.minor)
    audit = Terms(level: level(.audit) ?? audit.level, minor: minor(.audit) ?? audit.minor)
    warn = Terms(level: level(.warn) ?? warn.level, minor: minor(.warn) ?? warn.minor)
    guard labels[Self.label(.warn)] == nil, let enforced = labels[Self.label(.enforce)].flatMap(Terms.Level.init(rawValue:)), enforced > warn.level else { return }
    warn.level = enforced
    if labels[Self.label(.warn) + "-version"] == nil { warn.minor = enforce.minor }
  }

  var isWhollyPrivileged: Bool { [enforce, audit, warn].allSatisfy { $0.level == .privileged } }

  static func label(_ mode: Mode) -> String { "pod-security.kubernetes.io/" + mode.rawValue }

  static func errors(_ labels: [String: String]) -> [FieldError] {
    var errors: [FieldError] = []
    for mode in Mode.allCases {
      let label = label(mode)
      if let level = labels[label], Terms.Level(rawValue: level) == nil {
        errors.append(.invalid("metadata.labels[\(label)]", .string(level), Terms.levelProblem))
      }
      if let version = labels[label + "-version"], Terms.minor(version) == nil {
        errors.append(.invalid("metadata.labels[\(label)-version]", .string(version), Terms.versionProblem))
      }
    }
    return errors
  }

  /// Of the labels that an exempt namespace has to no effect: `enforce=baseline:latest, warn=restricted:v1.30`; nil where there are none.
  func told(by labels: [String: String], defaults: PodSecurityConfiguration) -> String? {
    guard !isWhollyPrivileged, self != PodSecurityPolicy(defaults: defaults) else { return nil }
    return zip(Mode.allCases, [enforce, audit, warn]).filter { mode, terms in
      terms.level != .privileged && (labels[Self.label(mode)] != nil || labels[Self.label(mode) + "-version"] != nil)
    }.map { "\($0.rawValue)=\($1)" }.joined(separator: ", ")
  }
}
