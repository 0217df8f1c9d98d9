import APIMachinery
import AccessControl
import Basics
import Client
import HTTPTransport
import NIOPosix

/// A webhook for reviews, as a kubeconfig names it: address with path, trust, our credentials there.
struct ReviewService: ReviewEndpoint {
  private static let answerBytesMax = 1 << 20

  private let client: HTTPClient
  private let path: String
  private let query: String
  private let timeout: Duration

  /// Reads the file now. Throws what is wrong with it.
  init(kubeconfig file: String, timeout: Duration) throws {
    var config = try Kubeconfig.load(file)
    guard let place = WebAddress(config.server) else { throw DaemonError("\(file): \"\(config.server)\" is not the URL of a webhook") }
    config.server = place.origin
    (path, query, self.timeout) = (place.path, place.query, timeout)
    client = try HTTPClient(config, group: .singleton)
  }

  func answer(_ review: Value) async throws(ReviewFailure) -> Value {
    let body = try await post(review)
    guard let value = try? JSON.decode(body, limits: JSON.Limits(depth: 64, bytes: Self.answerBytesMax)), value.object != nil else {
      throw ReviewFailure("the server's answer is not a JSON object")
    }
    return value
  }

  func send(_ value: Value) async throws(ReviewFailure) { _ = try await post(value) }

  /// The body of an answer with a status of success.
  private func post(_ value: Value) async throws(ReviewFailure) -> [UInt8] {
    let request = HTTPRequest(
      "POST", path, query: query, headers: ["Content-Type": "application/json", "Accept": "application/json"], body: JSON.encode(value))
    let answered: (status: Int, body: [UInt8])?
    do {
      answered = try await SystemClock().withTimeout(timeout) { [client] in
        let response = try await client.send(request)
        return (response.status, try await response.bytes(atMost: Self.answerBytesMax))
      }
    } catch {
      throw ReviewFailure("Post \"\(path)\": \(error)", isTransient: true)
    }
    guard let answered else { throw ReviewFailure("Post \"\(path)\": context deadline exceeded") }
    guard (200...299).contains(answered.status) else {
      throw ReviewFailure("the server answered \(answered.status)", isTransient: answered.status == 429 || answered.status >= 500)
    }
    return answered.body
  }
}
