import APIMachinery

/// Which requests are audited, and how much of them (kubernetes.io, "Auditing": audit policy). The first rule that matches decides; what
/// none matches isn't audited.
public struct AuditPolicy: Sendable {
  public struct Verdict: Hashable, Sendable {
    public var level: AuditLevel
    public var omittedStages: Set<AuditStage> = []
    public var omitsManagedFields = false

    public static let nothing = Verdict(level: .none)
    public func includes(_ stage: AuditStage) -> Bool { level > .none && !omittedStages.contains(stage) }
  }

  private var rules: [AuditRule] = []
  private var omittedStages: Set<AuditStage> = []
  private var omitsManagedFields = false

  public init(_ file: ConfigurationFile) throws(ConfigurationFileError) {
    self = try file.read("Policy", group: "audit.k8s.io", versions: ["v1"]) { reader in
      var policy = AuditPolicy()
      _ = reader.object("metadata")
      policy.omittedStages = AuditRule.stages(reader)
      policy.omitsManagedFields = reader.flag("omitManagedFields") ?? false
      policy.rules = reader.objects("rules").map { AuditRule($0) }
      return policy
    }
  }

  private init() {}

  public func verdict(_ attributes: AuthorizationAttributes) -> Verdict {
    guard let rule = rules.first(where: { $0.matches(attributes) }), rule.level > .none else { return .nothing }
    return Verdict(
      level: rule.level, omittedStages: omittedStages.union(rule.omittedStages),
      omitsManagedFields: rule.omitsManagedFields ?? omitsManagedFields)
  }
}
