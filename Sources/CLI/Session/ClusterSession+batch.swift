import APIMachinery
import Client

extension ClusterSession {
  /// True when the server takes transactions: kctl's own does, and answers a request to read them with 405.
  func offersTransactions() async throws -> Bool {
    if try await catalog().offers(group: BatchWire.groupVersion.group) { return true }
    let response = try await exchange("GET", BatchWire.path)
    return response.status == 405 || response.status == 200
  }

  /// Applies a batch as one transaction. A refused one (422) is a result too: it names what failed.
  func apply(_ batch: Batch) async throws -> BatchResult {
    let response = try await exchange("POST", BatchWire.path, body: JSON.encode(BatchWire.value(batch)))
    let bytes = try await response.bytes()
    if let result = (try? JSON.decode(bytes)).flatMap({ BatchWire.result($0) }) { return result }
    throw Self.error(response.status, bytes, "POST \(BatchWire.path)")
  }
}
