import APIMachinery
import RuntimeInterface

extension LinuxResources {
  /// From what `record` made; what isn't there isn't limited.
  init(record value: Value?) {
    self.init()
    cpuPeriodMicroseconds = value?["cpuPeriod"]?.int
    cpuQuotaMicroseconds = value?["cpuQuota"]?.int
    cpuShares = value?["cpuShares"]?.int
    memoryLimitBytes = value?["memoryLimit"]?.int
    oomScoreAdj = value?["oomScoreAdj"]?.int.map { Int($0) }
    pidsLimit = value?["pidsLimit"]?.int
  }

  var record: Value {
    var value = Value.object([:])
    value["cpuPeriod"] = cpuPeriodMicroseconds.map { .int($0) }
    value["cpuQuota"] = cpuQuotaMicroseconds.map { .int($0) }
    value["cpuShares"] = cpuShares.map { .int($0) }
    value["memoryLimit"] = memoryLimitBytes.map { .int($0) }
    value["oomScoreAdj"] = oomScoreAdj.map { .int(Int64($0)) }
    value["pidsLimit"] = pidsLimit.map { .int($0) }
    return value
  }
}
