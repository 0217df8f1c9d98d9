import AccessControl
import Basics
import ControllerKit
import Controllers
import Logging
import Scheduler

/// The scheduler and the controllers, each with its own identity; the controllers share their informers.
struct ControlLoops: Sendable {
  let clients: ComponentClients
  let logger: Logger

  func runControllers() async {
    let client = clients.client(as: .component("system:kube-controller-manager"), component: "controller-manager")
    let informers = SharedInformers(client: client)
    let events = EventRecorder(client: client)
    let runners = ControllerSet.reconcilers.filter { !CollectionLoops.names.contains($0.name) }.map { ControllerRunner($0, informers: informers, events: events, logger: logger) }
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
