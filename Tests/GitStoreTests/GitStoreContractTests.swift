import Basics
import GitStore
import Store
import StoreContract
import Synchronization
import Testing

@Suite struct GitStoreContractTests {
  /// Remembers which directory each store lives in, so that restarts find it.
  private final class Directories: Sendable {
    let known = Mutex<[ObjectIdentifier: (TemporaryStore, HistoryWindow)]>([:])

    func open(_ temporary: TemporaryStore, _ window: HistoryWindow) async throws -> GitStore {
      let store = try await temporary.open { $0.window = window }
      known.withLock { $0[ObjectIdentifier(store)] = (temporary, window) }
      return store
    }
  }

  private static func contract() -> (StoreContract, Directories) {
    let directories = Directories()
    let contract = StoreContract(
      open: { window in try await directories.open(TemporaryStore(), window) },
      restart: { store in
        guard let store = store as? GitStore,
          let (temporary, window) = directories.known.withLock({ $0[ObjectIdentifier(store)] })
        else { return store }
        await store.close()
        return try await directories.open(temporary, window)
      })
    return (contract, directories)
  }

  @Test("contract", arguments: StoreContract.checks)
  func contract(_ check: StoreContract.Check) async throws {
    let (contract, directories) = Self.contract()
    try await contract.run(check)
    for (temporary, _) in directories.known.withLock({ Array($0.values) }) { temporary.expectCleanRepository("\(check)") }
  }

  @Test("agrees with a naive model, across restarts", arguments: [21, 22, 23] as [UInt64])
  func model(seed: UInt64) async throws {
    let (contract, directories) = Self.contract()
    try await contract.agreesWithModel(seed: seed, steps: 250)
    directories.known.withLock { $0.values.first }?.0.expectCleanRepository()
  }
}
