import APIMachinery
import Basics
import ControllerKit

/// A StatefulSet's specification.
struct StatefulSetView {
  let object: Value
  let selector: LabelMatcher
  let replicas: Int
  /// The ordinal of the first pod.
  let start: Int
  let isParallel: Bool
  let isRollingUpdate: Bool
  /// Pods with a lower ordinal keep the old revision.
  let partition: Int
  let maxUnavailable: Int
  let minReadySeconds: Int64
  let revisionHistoryLimit: Int
  let claimTemplates: [Value]
  /// Whether claims go with the set, and with pods that scaling takes away.
  let deletesClaimsWithSet: Bool
  let deletesClaimsWhenScaled: Bool

  /// nil when there is no selector to work with.
  init?(_ object: Value) {
    let spec = object["spec"]
    guard let selector = LabelMatcher(spec?["selector"]), !selector.isEmpty else { return nil }
    self.object = object
    self.selector = selector
    replicas = Int(spec?["replicas"]?.int ?? 1)
    start = Int(spec?["ordinals"]?["start"]?.int ?? 0)
    isParallel = spec?["podManagementPolicy"]?.string == "Parallel"
    isRollingUpdate = spec?["updateStrategy"]?["type"]?.string != "OnDelete"
    let rolling = spec?["updateStrategy"]?["rollingUpdate"]
    partition = Int(rolling?["partition"]?.int ?? 0)
    maxUnavailable = max(Int(IntOrString(rolling?["maxUnavailable"])?.scaled(of: Int64(replicas), roundUp: false) ?? 1), 1)
    minReadySeconds = spec?["minReadySeconds"]?.int ?? 0
    revisionHistoryLimit = Int(spec?["revisionHistoryLimit"]?.int ?? 10)
    claimTemplates = spec?["volumeClaimTemplates"]?.array ?? []
    let retention = spec?["persistentVolumeClaimRetentionPolicy"]
    deletesClaimsWithSet = retention?["whenDeleted"]?.string == "Delete"
    deletesClaimsWhenScaled = retention?["whenScaled"]?.string == "Delete"
  }

  var name: String { object.name }
  var ordinals: Range<Int> { start..<(start + replicas) }

  func podName(_ ordinal: Int) -> String { "\(name)-\(ordinal)" }

  /// The ordinal in a pod's name; nil when it isn't of this set.
  static func ordinal(of pod: Value, in set: String) -> Int? {
    guard pod.name.hasPrefix(set + "-") else { return nil }
    let digits = pod.name.dropFirst(set.count + 1)
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }), digits == "0" || digits.first != "0" else { return nil }
    return Int(digits)
  }
}
