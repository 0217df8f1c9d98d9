import APIMachinery
import Basics
import Store

/// What every `ObjectStore` promises, as checks that run against any of them.
///
/// A check throws `ContractViolation` where a promise is broken. Each runs on a fresh store.
public struct StoreContract: Sendable {
  /// One promise.
  public struct Check: Sendable, CustomStringConvertible {
    public let description: String
    let run: @Sendable (StoreContract) async throws -> Void

    init(_ description: String, _ run: @escaping @Sendable (StoreContract) async throws -> Void) {
      (self.description, self.run) = (description, run)
    }
  }

  /// Opens an empty store that keeps about `window` changes of each resource in memory.
  public typealias Open = @Sendable (_ window: HistoryWindow) async throws -> any ObjectStore
  /// Closes a store and opens what it left behind.
  public typealias Restart = @Sendable (_ store: any ObjectStore) async throws -> any ObjectStore

  let open: Open
  let restart: Restart?

  public init(open: @escaping Open, restart: Restart? = nil) { (self.open, self.restart) = (open, restart) }

  public func run(_ check: Check) async throws { try await check.run(self) }

  public static let checks: [Check] = [
    Check("I9 compare-and-set: each expectation holds or is a conflict") { try await $0.compareAndSet() },
    Check("I9 a transaction happens whole or not at all") { try await $0.atomicity() },
    Check("I8 one revision a write, consecutive, in the order given") { try await $0.revisionOrder() },
    Check("lists are in byte order, in pages, with counts") { try await $0.listsAndPages() },
    Check("a snapshot never changes") { try await $0.snapshotsAreFixed() },
    Check("a snapshot at a past revision shows just that") { try await $0.snapshotsOfThePast() },
    Check("I9 changes come without gaps, in order, with the state before") { try await $0.changesWithoutGaps() },
    Check("I8 a delete is told with its own revision") { try await $0.deletesAreNumbered() },
    Check("changes older than the window are compacted, not skipped") { try await $0.compaction() },
    Check("a revision that hasn't happened is refused") { try await $0.futureRevisions() },
    Check("observers hear of their resource, and of nothing once cancelled") { try await $0.observers() },
    Check("I9 concurrent writers: no update is lost") { try await $0.concurrentWriters() },
    Check("a closed store refuses writes") { try await $0.closing() },
    Check("I8 I9 restart keeps objects and revision") { try await $0.restartKeepsAll() },
    Check("random transactions agree with a naive model") { try await $0.agreesWithModel(seed: 1, steps: 400) },
  ]
}

/// A promise that a store broke.
public struct ContractViolation: Error, CustomStringConvertible {
  public var description: String
}

func require(
  _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) throws {
  if !condition { throw ContractViolation(description: "\(file):\(line): \(message())") }
}

func requireEqual<T: Equatable>(
  _ found: T, _ expected: T, _ what: String = "", file: StaticString = #fileID, line: UInt = #line
) throws {
  try require(found == expected, "\(what): found \(found), expected \(expected)", file: file, line: line)
}
