/// What a control group may use; nil leaves a limit as it is.
public struct CgroupLimits: Hashable, Sendable {
  /// As cgroup v1 counts them: 1024 is one CPU's worth.
  public var cpuShares: Int64?
  public var cpuQuotaMicroseconds: Int64?
  public var cpuPeriodMicroseconds: Int64?
  public var memoryBytes: Int64?
  public var pids: Int64?
  public init() {}

  /// One file to write.
  public struct Setting: Hashable, Sendable {
    public var controller: String
    public var file: String
    public var value: String
  }

  /// The files that carry these limits, in an order in which the kernel takes them.
  public func settings(_ kind: CgroupLayout.Kind) -> [Setting] {
    kind == .v2 ? unifiedSettings : separateSettings
  }

  private var separateSettings: [Setting] {
    var settings: [Setting] = []
    if let cpuShares { settings.append(.init(controller: "cpu", file: "cpu.shares", value: String(max(2, cpuShares)))) }
    if let cpuQuotaMicroseconds {
      settings.append(.init(controller: "cpu", file: "cpu.cfs_period_us", value: String(cpuPeriodMicroseconds ?? 100_000)))
      settings.append(.init(controller: "cpu", file: "cpu.cfs_quota_us", value: String(cpuQuotaMicroseconds)))
    }
    if let memoryBytes { settings.append(.init(controller: "memory", file: "memory.limit_in_bytes", value: String(memoryBytes))) }
    if let pids { settings.append(.init(controller: "pids", file: "pids.max", value: pids > 0 ? String(pids) : "max")) }
    return settings
  }

  private var unifiedSettings: [Setting] {
    var settings: [Setting] = []
    if let cpuShares { settings.append(.init(controller: "cpu", file: "cpu.weight", value: String(Self.weight(shares: cpuShares)))) }
    if let quota = cpuQuotaMicroseconds {
      let value = (quota > 0 ? String(quota) : "max") + " " + String(cpuPeriodMicroseconds ?? 100_000)
      settings.append(.init(controller: "cpu", file: "cpu.max", value: value))
    }
    if let memoryBytes {
      settings.append(.init(controller: "memory", file: "memory.max", value: memoryBytes > 0 ? String(memoryBytes) : "max"))
    }
    if let pids { settings.append(.init(controller: "pids", file: "pids.max", value: pids > 0 ? String(pids) : "max")) }
    return settings
  }

  /// From shares (2…262144) to v2's weight (1…10000), linearly, as KEP-2254 gives it.
  static func weight(shares: Int64) -> Int64 { 1 + (min(max(shares, 2), 262_144) - 2) * 9_999 / 262_142 }
}
