import Synchronization

/// What a server does once after it has started, by the names of upstream's hooks. Each is a health check that fails from when the work
/// begins until it is done; work that this process doesn't do has no check.
final class StartupHooks: Sendable {
  enum Hook: String, CaseIterable, Sendable {
    case systemNamespaces = "start-system-namespaces-controller"
    case roles = "rbac/bootstrap-roles"
    case priorityClasses = "scheduling/bootstrap-system-priority-classes"
    case kubernetesService = "bootstrap-controller"
    case definitions = "start-apiextensions-controllers"
    case apiServices = "apiservice-registration-controller"
    case identityLease = "start-kube-apiserver-identity-lease-controller"
  }

  private let isDone = Mutex<[Hook: Bool]>([:])

  func begin(_ hooks: Hook...) {
    isDone.withLock { isDone in
      for hook in hooks where isDone[hook] == nil { isDone[hook] = false }
    }
  }

  func finish(_ hook: Hook) { isDone.withLock { $0[hook] = true } }

  var checks: [Configuration.HealthCheck] {
    let known = isDone.withLock { $0 }
    return Hook.allCases.filter { known[$0] != nil }.map { hook in
      Configuration.HealthCheck("poststarthook/" + hook.rawValue, isLiveness: true) { known[hook] == true ? nil : "not finished" }
    }
  }
}
