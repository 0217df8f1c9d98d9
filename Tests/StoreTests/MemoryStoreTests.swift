import APIMachinery
import Basics
import Store
import StoreContract
import Testing

@Suite struct MemoryStoreTests {
  static let contract = StoreContract(open: { MemoryStore(window: $0) })

  @Test("contract", arguments: StoreContract.checks)
  func contract(_ check: StoreContract.Check) async throws { try await Self.contract.run(check) }

  @Test("agrees with a naive model", arguments: [2, 3, 4, 5] as [UInt64])
  func model(seed: UInt64) async throws { try await Self.contract.agreesWithModel(seed: seed, steps: 300) }
}
