import APIMachinery
import Basics
import Client
import Synchronization
import Testing

@testable import APIServer

/// A server of webhooks, as values: answers by the webhook's path.
final class Webhooks: HTTPExchange {
  typealias Answer = @Sendable (Value) throws -> Value
  private let answers: [String: Answer]
  private let log = Mutex<[(path: String, review: Value)]>([])
  private let shown = Mutex<[String?]>([])
  /// What each request has shown of who asks.
  var authorizations: [String?] { shown.withLock { $0 } }

  init(_ answers: [String: Answer]) { self.answers = answers }

  /// The requests that came for a path.
  func requests(_ path: String) -> [Value] {
    log.withLock { entries in entries.filter { $0.path == path }.map { $0.review["request"] ?? .null } }
  }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let review = try JSON.decode(request.body)
    log.withLock { $0.append((request.path, review)) }
    shown.withLock { $0.append(request.headers["Authorization"]) }
    guard let answer = answers[request.path] else { return HTTPResponse(404) }
    var response = try answer(review["request"] ?? .null)
    response["uid"] = review[path: "request", "uid"]
    let reply: Value = ["kind": "AdmissionReview", "apiVersion": review["apiVersion"] ?? "", "response": response]
    return HTTPResponse(200, body: .bytes(JSON.encode(reply)))
  }

  func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
    throw StatusError.badRequest("no sockets here")
  }

  static func patch(_ operations: Value) -> Value {
    ["allowed": true, "patchType": "JSONPatch", "patch": .string(Base64.encode(JSON.encode(operations)))]
  }
}

extension ServerFixture {
  /// A server whose webhooks, wherever they are, are these.
  init(_ hooks: Webhooks, _ change: (inout Configuration) -> Void = { _ in }) async throws {
    var configuration = Configuration()
    configuration.connectUpstream = { _ in hooks }
    change(&configuration)
    try await self.init(configuration: configuration)
  }

  /// One webhook of a configuration: `path` is where it is and what it is named for.
  static func webhook(_ path: String, _ rule: Value, _ more: Value = [:]) -> Value {
    var webhook: Value = [
      "name": .string(path.dropFirst() + ".example.com"), "clientConfig": ["url": .string("https://hooks.example.com" + path)],
      "rules": [rule], "sideEffects": "None", "admissionReviewVersions": ["v1"],
    ]
    for field in more.object ?? Object() { webhook[field.key] = field.value }
    return webhook
  }

  static func rule(_ resource: String, group: String = "", version: String = "v1", operations: [String] = ["CREATE", "UPDATE", "DELETE"]) -> Value {
    [
      "apiGroups": [.string(group)], "apiVersions": [.string(version)], "operations": .array(operations.map { .string($0) }),
      "resources": [.string(resource)],
    ]
  }

  func register(mutating: [Value] = [], validating: [Value] = []) async throws {
    for (kind, plural, webhooks) in [
      ("MutatingWebhookConfiguration", "mutatingwebhookconfigurations", mutating),
      ("ValidatingWebhookConfiguration", "validatingwebhookconfigurations", validating),
    ] where !webhooks.isEmpty {
      let made = try await send(
        "POST", "/apis/admissionregistration.k8s.io/v1/" + plural,
        body: [
          "apiVersion": "admissionregistration.k8s.io/v1", "kind": .string(kind), "metadata": ["name": "hooks"], "webhooks": .array(webhooks),
        ])
      try #require(made.status == 201, "\(made.text)")
    }
  }
}
