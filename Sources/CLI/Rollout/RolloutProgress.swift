import APIMachinery

/// How far a workload's rollout is, read from its status; kubectl's wording.
enum RolloutProgress: Equatable {
  case waiting(String)
  case done(String)
  case failed(String)
  case unsupported(String)

  static func of(_ object: Value) -> RolloutProgress {
    switch object.kind {
    case "Deployment": deployment(object)
    case "StatefulSet": statefulSet(object)
    case "DaemonSet": daemonSet(object)
    default: .unsupported("no status viewer has been implemented for \(object.kind)")
    }
  }

  private static func count(_ object: Value, _ field: String) -> Int64 { object[path: "status", field]?.int ?? 0 }

  private static func isObserved(_ object: Value) -> Bool { count(object, "observedGeneration") >= object.generation }

  private static func deployment(_ object: Value) -> RolloutProgress {
    let name = object.name
    guard isObserved(object) else { return .waiting("Waiting for deployment spec update to be observed...") }
    let progressing = object[path: "status", "conditions"]?.array?.first { $0["type"]?.string == "Progressing" }
    if progressing?["reason"]?.string == "ProgressDeadlineExceeded" {
      return .failed("deployment \"\(name)\" exceeded its progress deadline")
    }
    let wanted = object[path: "spec", "replicas"]?.int ?? 1
    let updated = count(object, "updatedReplicas")
    let prefix = "Waiting for deployment \"\(name)\" rollout to finish: "
    if updated < wanted { return .waiting(prefix + "\(updated) out of \(wanted) new replicas have been updated...") }
    let total = count(object, "replicas")
    if total > updated { return .waiting(prefix + "\(total - updated) old replicas are pending termination...") }
    let available = count(object, "availableReplicas")
    if available < updated { return .waiting(prefix + "\(available) of \(updated) updated replicas are available...") }
    return .done("deployment \"\(name)\" successfully rolled out")
  }

  private static func statefulSet(_ object: Value) -> RolloutProgress {
    if object[path: "spec", "updateStrategy", "type"]?.string == "OnDelete" {
      return .unsupported("rollout status is only available for RollingUpdate strategy type")
    }
    guard isObserved(object) else { return .waiting("Waiting for statefulset spec update to be observed...") }
    let wanted = object[path: "spec", "replicas"]?.int ?? 1
    let ready = count(object, "readyReplicas")
    if ready < wanted { return .waiting("Waiting for \(wanted - ready) pods to be ready...") }
    let partition = object[path: "spec", "updateStrategy", "rollingUpdate", "partition"]?.int ?? 0
    let updated = count(object, "updatedReplicas")
    if partition > 0 {
      guard updated < wanted - partition else {
        return .done("partitioned roll out complete: \(updated) new pods have been updated...")
      }
      return .waiting("Waiting for partitioned roll out to finish: \(updated) out of \(wanted - partition) new pods have been updated...")
    }
    let status = object["status"]
    if status?["updateRevision"] != status?["currentRevision"] {
      return .waiting(
        "waiting for statefulset rolling update to complete \(updated) pods at revision \(status?["updateRevision"]?.string ?? "")...")
    }
    return .done(
      "statefulset rolling update complete \(count(object, "currentReplicas")) pods at revision "
        + "\(status?["currentRevision"]?.string ?? "")...")
  }

  private static func daemonSet(_ object: Value) -> RolloutProgress {
    let name = object.name
    guard isObserved(object) else { return .waiting("Waiting for daemon set spec update to be observed...") }
    let wanted = count(object, "desiredNumberScheduled")
    let updated = count(object, "updatedNumberScheduled")
    let prefix = "Waiting for daemon set \"\(name)\" rollout to finish: "
    if updated < wanted { return .waiting(prefix + "\(updated) out of \(wanted) new pods have been updated...") }
    let available = count(object, "numberAvailable")
    if available < wanted { return .waiting(prefix + "\(available) of \(wanted) updated pods are available...") }
    return .done("daemon set \"\(name)\" successfully rolled out")
  }
}
