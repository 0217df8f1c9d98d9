import CustomResources
import Store

extension APIServer {
  /// What the server does besides answering: it deletes the objects of definitions that go, and keeps the list of APIServices.
  /// Runs until the task is cancelled.
  public func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await DefinitionCleaner(server: self).run() }
      group.addTask { await self.followDefinitions() }
    }
  }

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
