/// A level of the Pod Security Standards and the version whose checks count (kubernetes.io, "Pod Security Standards").
public struct PodSecurityTerms: Hashable, Sendable, CustomStringConvertible {
  public enum Level: String, Sendable, CaseIterable, Comparable {
    case privileged, baseline, restricted
    private var strictness: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    public static func < (a: Level, b: Level) -> Bool { a.strictness < b.strictness }
  }

  public var level: Level
  /// The minor version whose checks count; nil for the latest.
  public var minor: Int?

  public init(level: Level, minor: Int? = nil) { (self.level, self.minor) = (level, minor) }

  public static let privileged = PodSecurityTerms(level: .privileged)
  public static let levelProblem = "must be one of privileged, baseline, restricted"
  public static let versionProblem = "must be \"latest\" or \"v1.x\""

  public var description: String { "\(level.rawValue):\(minor.map { "v1.\($0)" } ?? "latest")" }

  /// `latest` is nil; nil in nil's place for what is no version.
  public static func minor(_ text: String) -> Int?? {
    if text == "latest" { return .some(nil) }
    guard text.hasPrefix("v1."), let minor = Int(text.dropFirst(3)), minor >= 0, String(minor) == text.dropFirst(3) else { return nil }
    return .some(minor)
  }
}
