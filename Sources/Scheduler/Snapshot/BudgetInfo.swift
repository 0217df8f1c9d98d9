import APIMachinery
import ControllerKit

/// What preemption asks of a PodDisruptionBudget.
public struct BudgetInfo: Sendable, Equatable {
  let namespace: String
  private let selector: LabelMatcher?
  /// How many more of its pods may go now.
  let allowed: Int
  /// Pods that are on their way out, and counted already.
  private let disrupted: Set<String>

  public init(_ budget: Value) {
    namespace = budget.namespace
    selector = LabelMatcher(budget["spec"]?["selector"])
    allowed = Int(budget["status"]?["disruptionsAllowed"]?.int ?? 0)
    disrupted = Set((budget["status"]?["disruptedPods"]?.object ?? Object()).map(\.key))
  }

  /// Whether the pod's end would cost the budget something. One without a selector, or with an empty one, covers nothing here.
  func charges(for pod: PodInfo) -> Bool {
    guard pod.namespace == namespace, let selector, !selector.isEmpty, !disrupted.contains(pod.name) else { return false }
    return selector.matches(pod.labels)
  }

  /// Of pods in the order in which they would go, the uids of those whose end some budget doesn't allow.
  static func violations(of budgets: some Sequence<BudgetInfo>, by pods: [PodInfo]) -> Set<String> {
    var violating: Set<String> = []
    for budget in budgets {
      for pod in pods.filter({ budget.charges(for: $0) }).dropFirst(max(budget.allowed, 0)) { violating.insert(pod.uid) }
    }
    return violating
  }
}
