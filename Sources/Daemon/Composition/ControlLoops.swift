import AccessControl
import Basics
import ControllerKit
import Controllers
import Logging
import Scheduler

/// What controllers put into the cluster that isn't the cluster's own: the certificate that its API server is verified with, and
/// tokens, where this process may sign them.
struct ClusterSecrets: Sendable {
  var certificate: String?
  var tokens: ServiceAccountTokens?

  var reconcilers: [any Reconciler] {
    guard let certificate else { return [] }
    var reconcilers: [any Reconciler] = [RootCAPublisher(certificate: certificate)]
    if let tokens {
      reconcilers.append(
        TokenSecretController(certificate: certificate) { try tokens.issueForSecret($0, account: $1) })
    }
    return reconcilers
  }
}

/// The scheduler and the controllers, each with its own identity; the controllers share their informers.
struct ControlLoops: Sendable {
  let clients: ComponentClients
  let secrets: ClusterSecrets
  let logger: Logger

  func runControllers() async {
    let client = clients.client(as: .component("system:kube-controller-manager"), component: "controller-manager")
    let informers = SharedInformers(client: client)
    let events = EventRecorder(client: client)
    let runners = (ControllerSet.reconcilers + secrets.reconcilers).filter { !CollectionLoops.names.contains($0.name) }.map { ControllerRunner($0, informers: informers, events: events, logger: logger) }
    await withDiscardingTaskGroup { group in
      group.addTask { await informers.run() }
      group.addTask { await events.run() }
      for runner in runners { group.addTask { await runner.run() } }
      group.addTask { await CollectionLoops(client: client, logger: logger).run() }
    }
  }

  func runScheduler() async {
    let client = clients.client(as: .component("system:kube-scheduler"), component: "scheduler")
    let informers = SharedInformers(client: client)
    let events = EventRecorder(client: client)
    let scheduler = Scheduler(informers: informers, events: events)
    await withDiscardingTaskGroup { group in
      group.addTask { await informers.run() }
      group.addTask { await events.run() }
      group.addTask { await scheduler.run() }
    }
  }
}
