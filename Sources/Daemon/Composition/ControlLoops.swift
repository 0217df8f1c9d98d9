import AccessControl
import Basics
import ControllerKit
import Controllers
import Logging
import Scheduler

/// The scheduler and the controllers. The controllers share their informers, which read as the controller manager; each
/// writes as its own service account, so that it may do what its role says and no more.
struct ControlLoops: Sendable {
  let clients: ComponentClients
  let secrets: ClusterSecrets
  let logger: Logger

  func runControllers() async {
    let client = clients.client(as: .component("system:kube-controller-manager"), component: "controller-manager")
    let informers = SharedInformers(client: client)
    let events = EventRecorder(client: client)
    let runners = (ControllerSet.reconcilers + secrets.reconcilers).filter { !CollectionLoops.names.contains($0.name) }.map { reconciler in
      ControllerRunner(
        reconciler, informers: informers, client: clients.client(ofController: reconciler.account), events: events, logger: logger)
    }
    await withDiscardingTaskGroup { group in
      group.addTask { await informers.run() }
      group.addTask { await events.run() }
      for runner in runners { group.addTask { await runner.run() } }
      group.addTask { await CollectionLoops(clients: clients, client: client, logger: logger).run() }
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
