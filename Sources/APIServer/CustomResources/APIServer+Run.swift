import CustomResources
import Store

extension APIServer {
  /// What the server does besides answering: it deletes the objects of definitions that go, keeps the list of
  /// APIServices, and asks the servers of aggregated APIs whether they are there.
  /// Runs until the task is cancelled.
  public func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await DefinitionCleaner(server: self).run() }
      group.addTask { await self.followDefinitions() }
      group.addTask { await AvailabilityCheck(server: self).run() }
    }
  }

  /// The first of these alone: for a server that lives no longer than a command.
  public func cleanDefinitions() async { await DefinitionCleaner(server: self).run() }

  private func followDefinitions() async {
    let wake = Wake()
    let observation = store.observe(DefinedResources.resource) { wake.raise() }
    defer { observation.cancel() }
    while !Task.isCancelled {
      await LocalAPIServices(server: self).pass()
      await wake.wait()
    }
  }
}
