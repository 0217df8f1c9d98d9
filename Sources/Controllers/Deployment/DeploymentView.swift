import APIMachinery
import ControllerKit

/// A Deployment's specification, with its fenceposts resolved.
struct DeploymentView {
  let object: Value
  let replicas: Int
  let maxSurge: Int
  let maxUnavailable: Int
  let isRollingUpdate: Bool
  let isPaused: Bool
  let minReadySeconds: Int64
  /// nil: no deadline.
  let progressDeadlineSeconds: Int64?
  let revisionHistoryLimit: Int?
  let selector: LabelMatcher

  /// nil when there is no selector to work with.
  init?(_ object: Value) {
    let spec = object["spec"]
    guard let selector = LabelMatcher(spec?["selector"]), !selector.isEmpty else { return nil }
    self.object = object
    self.selector = selector
    replicas = Int(spec?["replicas"]?.int ?? 1)
    isRollingUpdate = spec?["strategy"]?["type"]?.string != "Recreate"
    isPaused = spec?["paused"]?.bool ?? false
    minReadySeconds = spec?["minReadySeconds"]?.int ?? 0
    // Upstream reads MaxInt32 as "no limit" in both.
    progressDeadlineSeconds = spec?["progressDeadlineSeconds"]?.int.flatMap { $0 == Int64(Int32.max) ? nil : $0 }
    revisionHistoryLimit = spec?["revisionHistoryLimit"]?.int.flatMap { $0 == Int64(Int32.max) ? nil : Int($0) }
    let rolling = spec?["strategy"]?["rollingUpdate"]
    (maxSurge, maxUnavailable) = isRollingUpdate ? Self.fenceposts(rolling, replicas) : (0, 0)
  }

  /// Surge rounds up, unavailable down; both zero would stand still, so unavailable is then one. Neither counts beyond the replicas.
  private static func fenceposts(_ rolling: Value?, _ replicas: Int) -> (surge: Int, unavailable: Int) {
    let surge = scaled(rolling?["maxSurge"] ?? "25%", of: replicas, roundingUp: true)
    var unavailable = scaled(rolling?["maxUnavailable"] ?? "25%", of: replicas, roundingUp: false)
    if surge == 0, unavailable == 0 { unavailable = 1 }
    return (surge, replicas == 0 ? 0 : min(unavailable, replicas))
  }

  /// A number, or a percentage of `total` (API reference: IntOrString).
  static func scaled(_ value: Value, of total: Int, roundingUp: Bool) -> Int {
    guard let number = IntOrString(value)?.scaled(of: Int64(total), roundUp: roundingUp) else { return 0 }
    return Int(max(number, 0))
  }

  var template: Value { object["spec"]?["template"] ?? [:] }
  var collisionCount: Int64? { object["status"]?["collisionCount"]?.int }
  var hasProgressDeadline: Bool { progressDeadlineSeconds != nil }
}
