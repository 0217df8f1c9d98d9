import CustomResources
import Store

extension APIServer {
  /// What the server does besides answering: it deletes the objects of definitions that go, keeps the list of
  /// APIServices, asks the servers of aggregated APIs whether they are there, and tells flow schemas whether their level is.
  /// Runs until the task is cancelled.
  public func run() async {
    hooks.begin(.definitions, .apiServices)
    await withDiscardingTaskGroup { group in
      group.addTask {
        self.hooks.finish(.definitions)
        await DefinitionCleaner(server: self).run()
      }
      group.addTask { await self.followDefinitions() }
      group.addTask { await AvailabilityCheck(server: self).run() }
      group.addTask { await FlowSchemaStatus(server: self).run() }
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
      hooks.finish(.apiServices)
      await wake.wait()
    }
  }
}
