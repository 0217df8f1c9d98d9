import APIMachinery
import Basics
import ControllerKit

/// A DaemonSet's specification.
struct DaemonSetView {
  let object: Value
  let selector: LabelMatcher
  let isRollingUpdate: Bool
  let minReadySeconds: Int64
  let revisionHistoryLimit: Int
  private let rolling: Value?

  /// nil when there is no selector to work with.
  init?(_ object: Value) {
    let spec = object["spec"]
    guard let selector = LabelMatcher(spec?["selector"]), !selector.isEmpty else { return nil }
    self.object = object
    self.selector = selector
    isRollingUpdate = spec?["updateStrategy"]?["type"]?.string != "OnDelete"
    rolling = spec?["updateStrategy"]?["rollingUpdate"]
    minReadySeconds = spec?["minReadySeconds"]?.int ?? 0
    revisionHistoryLimit = Int(spec?["revisionHistoryLimit"]?.int ?? 10)
  }

  var name: String { object.name }
  var template: Value { object["spec"]?["template"] ?? [:] }

  /// Whether a new pod may run beside the old one of its node.
  var allowsSurge: Bool { isRollingUpdate && maxSurge(of: 100) > 0 }

  /// Both bounds count nodes and are rounded up; with neither, one may be down.
  func maxSurge(of nodes: Int) -> Int { Int(IntOrString(rolling?["maxSurge"])?.scaled(of: Int64(nodes), roundUp: true) ?? 0) }
  func maxUnavailable(of nodes: Int) -> Int {
    let bound = Int(IntOrString(rolling?["maxUnavailable"])?.scaled(of: Int64(nodes), roundUp: true) ?? 1)
    return bound == 0 && maxSurge(of: nodes) == 0 ? 1 : bound
  }
}
