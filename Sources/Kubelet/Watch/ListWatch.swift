import APIMachinery
import Basics
import Client

/// One list followed by a watch, for ever: what changes in a collection, in order, from a known state on.
struct ListWatch: Sendable {
  enum Change: Sendable {
    /// The collection is exactly this; what isn't in it is gone.
    case replaced([Value])
    case updated(Value)
    case deleted(Value)
    /// The server couldn't be asked; the state stays as it was, and another attempt follows.
    case failed(any Error)
  }

  var client: any APIClient
  var path: ResourcePath
  var fieldSelector = ""
  var clock: any WallClock

  /// Returns when the task is cancelled.
  func run(_ handle: @Sendable (Change) async -> Void) async {
    var failures = 0
    while !Task.isCancelled {
      do {
        var options = ListOptions(fieldSelector: fieldSelector)
        let list = try await client.list(path, options: options)
        failures = 0
        await handle(.replaced(list.items))
        options.resourceVersion = list.resourceVersion
        options.allowWatchBookmarks = true
        try await follow(&options, handle)
      } catch is CancellationError {
        return
      } catch let error as StatusError where error.code == 410 {
        continue
      } catch {
        await handle(.failed(error))
        failures += 1
        guard await pause(failures) else { return }
      }
    }
  }

  private func follow(_ options: inout ListOptions, _ handle: @Sendable (Change) async -> Void) async throws {
    while !Task.isCancelled {
      let started = clock.now
      var count = 0
      for try await event in try await client.watch(path, options: options) {
        count += 1
        let version = event.object.resourceVersion
        if !version.isEmpty { options.resourceVersion = version }
        switch event {
        case .added(let object), .modified(let object): await handle(.updated(object))
        case .deleted(let object): await handle(.deleted(object))
        case .bookmark: break
        }
      }
      // A server that ends every watch at once mustn't be asked without pause.
      if count == 0, clock.now - started < .seconds(1), !Task.isCancelled { try await clock.sleep(for: .seconds(1)) }
    }
  }

  /// False when cancelled.
  private func pause(_ failures: Int) async -> Bool {
    let milliseconds = min(200 << min(failures - 1, 8), 30_000)
    do { try await clock.sleep(for: .milliseconds(milliseconds)) } catch { return false }
    return true
  }
}
