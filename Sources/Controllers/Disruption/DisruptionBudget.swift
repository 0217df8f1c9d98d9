import APIMachinery
import Basics
import ControllerKit

/// The arithmetic of a PodDisruptionBudget (API reference: PodDisruptionBudgetStatus).
struct DisruptionBudget {
  enum Expectation {
    /// The controller's uid and its `replicas`.
    case controller(String, Int)
    case unmanaged
    case unknown(String)
  }

  private let object: Value
  private let pods: [Value]
  private let now: Timestamp
  private var expected = 0
  private var desired = 0
  private var problem: String?
  /// Pods that were evicted through the API server and are not seen to go yet, with the time of the eviction.
  private var disrupted: [(name: String, at: Timestamp)] = []
  /// Those of them that took too long: they count again.
  private(set) var notDeleted: [String] = []
  /// When the next of them takes too long.
  private(set) var lookAgain: Timestamp?

  /// How long the deletion of an evicted pod may take to be seen.
  private static let deletionTimeout = Duration.seconds(120)

  init(_ object: Value, pods: [Value], now: Timestamp) {
    (self.object, self.pods, self.now) = (object, pods, now)
    for (name, value) in object["status"]?["disruptedPods"]?.stringMap ?? [:] {
      guard let time = value.isEmpty ? nil : Timestamp(rfc3339: value), let pod = pods.first(where: { $0.name == name }),
        !pod.isBeingDeleted
      else { continue }
      let due = time + Self.deletionTimeout
      if due <= now { notDeleted.append(name); continue }
      disrupted.append((name, time))
      lookAgain = min(lookAgain ?? due, due)
    }
    disrupted.sort { $0.name < $1.name }
    notDeleted.sort()
  }

  /// Works out how many pods there should be and how many must be healthy; returns why it couldn't.
  mutating func expect(_ expectation: (Value) -> Expectation) -> String? {
    let spec = object["spec"]
    if let bound = IntOrString(spec?["maxUnavailable"]) {
      if let problem = sumScales(expectation) { return problem }
      guard let unavailable = bound.scaled(of: Int64(expected), roundUp: true) else { return "invalid value for IntOrString" }
      desired = max(expected - Int(unavailable), 0)
    } else if let bound = IntOrString(spec?["minAvailable"]) {
      if case .int(let number) = bound {
        (desired, expected) = (Int(number), pods.count)
        return nil
      }
      if let problem = sumScales(expectation) { return problem }
      guard let available = bound.scaled(of: Int64(expected), roundUp: true) else { return "invalid value for IntOrString" }
      desired = Int(available)
    }
    return nil
  }

  private mutating func sumScales(_ expectation: (Value) -> Expectation) -> String? {
    var sizes: [String: Int] = [:]
    for pod in pods {
      switch expectation(pod) {
      case .controller(let uid, let replicas): sizes[uid] = replicas
      case .unmanaged: break
      case .unknown(let problem): return problem
      }
    }
    expected = sizes.values.reduce(0, +)
    return nil
  }

  /// Nobody knows how many pods there should be: none may be evicted.
  mutating func failSafe(_ problem: String) { self.problem = problem }

  private var healthy: Int {
    let leaving = Set(disrupted.map(\.name))
    return pods.count { !$0.isBeingDeleted && !leaving.contains($0.name) && PodFacts($0).isReady }
  }

  /// nil when nothing differs from what is stored.
  func statusOrder() -> Order? {
    var status = object["status"] ?? [:]
    var conditions = Conditions(of: object)
    if let problem {
      status["disruptionsAllowed"] = 0
      set(Condition("DisruptionAllowed", false, reason: "SyncFailed", message: problem), &conditions)
      for field in ["currentHealthy", "desiredHealthy", "expectedPods"] where status[field] == nil { status[field] = 0 }
    } else {
      let allowed = expected <= 0 ? 0 : max(healthy - desired, 0)
      for (field, count) in [
        ("disruptionsAllowed", allowed), ("currentHealthy", healthy), ("desiredHealthy", desired), ("expectedPods", expected),
      ] { status[field] = .int(Int64(count)) }
      status["disruptedPods"] =
        disrupted.isEmpty ? nil : .object(Object(disrupted.map { ($0.name, .string($0.at.rfc3339)) }))
      status["observedGeneration"] = .int(object.generation)
      let isAllowed = allowed > 0
      set(Condition("DisruptionAllowed", isAllowed, reason: isAllowed ? "SufficientPods" : "InsufficientPods"), &conditions)
    }
    status["conditions"] = .array(conditions.values)
    guard status != object["status"] else { return nil }
    var updated = object
    updated["status"] = status
    return .updateStatus(WellKnown.podDisruptionBudgets, updated)
  }

  /// These conditions are of the general kind: the message is there even when it is empty, and the generation with it.
  private func set(_ condition: Condition, _ conditions: inout Conditions) {
    conditions.set(condition, now: now)
    guard var value = conditions.value(condition.type) else { return }
    value["message"] = .string(condition.message)
    value["observedGeneration"] = .int(object.generation)
    conditions.put(value)
  }
}
