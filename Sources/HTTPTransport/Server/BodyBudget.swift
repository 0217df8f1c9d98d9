import Synchronization

/// Bounds what the bodies of requests that are being received take up together, so that clients can't fill the memory by asking for much
/// at once. Of one source there may be no more than a part, so that it doesn't shut out the others.
final class BodyBudget: Sendable {
  private struct Held {
    var total = 0
    var bySource: [String: Int] = [:]
  }
  private let bytesMax: Int
  private let bytesOfOneMax: Int
  private let held = Mutex(Held())

  init(bytesMax: Int, bytesOfOneMax: Int) { (self.bytesMax, self.bytesOfOneMax) = (bytesMax, bytesOfOneMax) }

  /// What is held now.
  var bytes: Int { held.withLock { $0.total } }

  func share(of source: String) -> Share { Share(self, source) }

  private func take(_ count: Int, _ source: String) -> Bool {
    held.withLock { held in
      let own = held.bySource[source, default: 0]
      guard held.total + count <= bytesMax, own + count <= bytesOfOneMax else { return false }
      held.total += count
      held.bySource[source] = own + count
      return true
    }
  }

  private func give(_ count: Int, _ source: String) {
    guard count > 0 else { return }
    held.withLock { held in
      held.total -= count
      let left = held.bySource[source, default: 0] - count
      held.bySource[source] = left > 0 ? left : nil
    }
  }

  /// What one body takes up; given back at the latest when nobody holds it any more.
  final class Share: Sendable {
    private let budget: BodyBudget
    private let source: String
    private let count = Mutex(0)

    fileprivate init(_ budget: BodyBudget, _ source: String) { (self.budget, self.source) = (budget, source) }

    /// False when there is no room for so many bytes more.
    func take(_ bytes: Int) -> Bool {
      guard budget.take(bytes, source) else { return false }
      count.withLock { $0 += bytes }
      return true
    }

    func release() {
      let bytes = count.withLock { count in
        defer { count = 0 }
        return count
      }
      budget.give(bytes, source)
    }

    deinit { release() }
  }
}
