import APIMachinery
import Basics
import ControllerKit

/// A Job's specification and what its status has counted.
struct JobView {
  let object: Value
  /// nil when there is none, or one that would select everything.
  let selector: LabelMatcher?
  let parallelism: Int
  /// nil: a work queue, complete when one pod has succeeded and all have ended.
  let completions: Int?
  let backoffLimit: Int
  /// nil: failures count for the Job as a whole.
  let backoffLimitPerIndex: Int?
  let maxFailedIndexes: Int?
  let activeDeadlineSeconds: Int64?
  let ttlSecondsAfterFinished: Int64?
  let isSuspended: Bool
  let isIndexed: Bool
  /// True: a terminating pod is replaced only when it has ended.
  let replacesFailedOnly: Bool

  static let trackingFinalizer = "batch.kubernetes.io/job-tracking"
  static let indexAnnotation = "batch.kubernetes.io/job-completion-index"

  init(_ object: Value) {
    self.object = object
    let spec = object["spec"]
    selector = LabelMatcher(spec?["selector"]).flatMap { $0.isEmpty ? nil : $0 }
    parallelism = Int(spec?["parallelism"]?.int ?? 1)
    completions = spec?["completions"]?.int.map { Int($0) }
    backoffLimitPerIndex = spec?["backoffLimitPerIndex"]?.int.map { Int($0) }
    backoffLimit = Int(spec?["backoffLimit"]?.int ?? (backoffLimitPerIndex == nil ? 6 : Int64(Int32.max)))
    maxFailedIndexes = spec?["maxFailedIndexes"]?.int.map { Int($0) }
    activeDeadlineSeconds = spec?["activeDeadlineSeconds"]?.int
    ttlSecondsAfterFinished = spec?["ttlSecondsAfterFinished"]?.int
    isSuspended = spec?["suspend"]?.bool ?? false
    isIndexed = spec?["completionMode"]?.string == "Indexed"
    replacesFailedOnly = spec?["podReplacementPolicy"]?.string == "Failed" || spec?["podFailurePolicy"]?.object != nil
  }

  var status: Value { object["status"] ?? [:] }
  var startTime: Timestamp? { status["startTime"]?.timestamp }
  var isFinished: Bool { object.hasCondition("Complete") || object.hasCondition("Failed") }
  /// It is settled whether it succeeds or fails; what is left is to end its pods and count them.
  var hasVerdict: Bool { object.hasCondition("SuccessCriteriaMet") || object.hasCondition("FailureTarget") }
  /// Another controller has it in hand.
  var isManagedElsewhere: Bool {
    guard let manager = object["spec"]?["managedBy"]?.string else { return false }
    return manager != "kubernetes.io/job-controller"
  }

  /// Pods that have ended and are in the status by uid, but still have the finalizer: not yet in the counters.
  func uncounted(_ outcome: String) -> [String] { status["uncountedTerminatedPods"]?[outcome]?.array?.compactMap(\.string) ?? [] }
  func counter(_ outcome: String) -> Int { Int(status[outcome]?.int ?? 0) }

  var completedIndexes: CompletionIndexes {
    CompletionIndexes(text: status["completedIndexes"]?.string ?? "", limit: completions ?? 0)
  }

  static func index(of pod: Value) -> Int? {
    pod["metadata"]?["annotations"]?[indexAnnotation]?.string.flatMap { Int($0) }
  }
}
