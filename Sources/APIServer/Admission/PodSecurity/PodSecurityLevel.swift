import APIMachinery

/// What a namespace's labels say of the pods in it (kubernetes.io, "Pod Security Admission").
struct PodSecurityPolicy {
  enum Level: String { case privileged, baseline, restricted }
  enum Mode: String, CaseIterable { case enforce, audit, warn }

  /// The minor version whose checks count; nil for the latest.
  struct Terms: Equatable {
    var level: Level
    var minor: Int?
    var text: String { "\(level.rawValue):\(minor.map { "v1.\($0)" } ?? "latest")" }
  }

  private let terms: [Mode: Terms]

  subscript(_ mode: Mode) -> Terms { terms[mode] ?? Terms(level: .privileged, minor: nil) }

  /// Labels that make no sense are taken for the strictest, as upstream does; admission of the namespace refuses them.
  init(_ labels: [String: String]) {
    var terms: [Mode: Terms] = [:]
    for mode in Mode.allCases {
      guard let text = labels[Self.label(mode)] else { continue }
      terms[mode] = Terms(
        level: Level(rawValue: text) ?? .restricted, minor: labels[Self.label(mode) + "-version"].flatMap { Self.minor($0) ?? nil })
    }
    self.terms = terms
  }

  static func label(_ mode: Mode) -> String { "pod-security.kubernetes.io/" + mode.rawValue }

  /// `latest` is nil; nil in nil's place for what is no version.
  private static func minor(_ text: String) -> Int?? {
    if text == "latest" { return .some(nil) }
    guard text.hasPrefix("v1."), let minor = Int(text.dropFirst(3)), minor >= 0, String(minor) == text.dropFirst(3) else { return nil }
    return .some(minor)
  }

  static func errors(_ labels: [String: String]) -> [FieldError] {
    var errors: [FieldError] = []
    for mode in Mode.allCases {
      let label = label(mode)
      if let level = labels[label], Level(rawValue: level) == nil {
        errors.append(.invalid("metadata.labels[\(label)]", .string(level), "must be one of privileged, baseline, restricted"))
      }
      if let version = labels[label + "-version"], minor(version) == nil {
        errors.append(.invalid("metadata.labels[\(label)-version]", .string(version), "must be \"latest\" or \"v1.x\""))
      }
    }
    return errors
  }
}
