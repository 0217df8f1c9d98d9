import APIMachinery
import Basics

extension JobRules {
  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [
      .string(object.name), .string(Self.state(object)), .string(Self.completions(object)), .string(Self.duration(object, now)),
      Cell.age(object, now),
    ] + Cell.workload(object)
  }

  private static func state(_ object: Value) -> String {
    func isTrue(_ type: String) -> Bool {
      object["status"]?.list("conditions").contains { $0.text("type") == type && $0["status"] == "True" } ?? false
    }
    if isTrue("Complete") { return "Complete" }
    if isTrue("Failed") { return "Failed" }
    if object.isBeingDeleted { return "Terminating" }
    if isTrue("Suspended") { return "Suspended" }
    if isTrue("FailureTarget") { return "FailureTarget" }
    return isTrue("SuccessCriteriaMet") ? "SuccessCriteriaMet" : "Running"
  }

  private static func completions(_ object: Value) -> String {
    let succeeded = object["status"]?["succeeded"]?.int ?? 0
    if let completions = object["spec"]?["completions"]?.int { return "\(succeeded)/\(completions)" }
    let parallelism = object["spec"]?["parallelism"]?.int ?? 0
    return parallelism > 1 ? "\(succeeded)/1 of \(parallelism)" : "\(succeeded)/1"
  }

  private static func duration(_ object: Value, _ now: Timestamp) -> String {
    guard let start = object["status"]?["startTime"]?.timestamp else { return "" }
    return HumanDuration.text((object["status"]?["completionTime"]?.timestamp ?? now) - start)
  }
}
