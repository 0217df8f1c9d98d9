import APIMachinery
import Basics
import Client

/// Who asks the kubelet, and whether they may: by the verified client certificate or a token that the API server knows, and by the API
/// server's answer to an access review of the node. Nobody is anonymous.
final class KubeletAccess: Sendable {
  /// How long answers are used again (the defaults of upstream's KubeletConfiguration).
  static let authenticationLife = Duration.seconds(120)
  static let allowedLife = Duration.seconds(300)
  static let deniedLife = Duration.seconds(30)

  struct User: Hashable, Sendable {
    var name: String
    var uid = ""
    var groups: [String]
    var extra = Value.null
  }

  private struct Question: Hashable, Sendable { var user: User; var verb: String; var subresource: String }

  private let nodeName: String
  private let client: any APIClient
  private let clock: any WallClock
  private let tokens = ExpiringCache<String, User?>()
  private let decisions = ExpiringCache<Question, Bool>()

  init(nodeName: String, client: any APIClient, clock: any WallClock) {
    (self.nodeName, self.client, self.clock) = (nodeName, client, clock)
  }

  /// nil when the request may be answered; else the refusal.
  func refusal(_ request: HTTPRequest) async -> HTTPResponse? {
    guard let user = await user(of: request) else { return Kubelet.text("Unauthorized", status: 401) }
    let asked = KubeletRequest(method: request.method, path: request.path)
    do {
      for subresource in asked.subresources where try await isAllowed(Question(user: user, verb: asked.verb, subresource: subresource)) {
        return nil
      }
    } catch {
      return Kubelet.text("Authorization error (user=\(user.name), verb=\(asked.verb), resource=nodes): \(error)\n", status: 500)
    }
    let names = asked.subresources.joined(separator: " ")
    return Kubelet.text("Forbidden (user=\(user.name), verb=\(asked.verb), resource=nodes, subresource(s)=[\(names)])\n", status: 403)
  }

  private func user(of request: HTTPRequest) async -> User? {
    if let name = request.peer.certificateCommonName {
      return name.isEmpty ? nil : User(name: name, groups: request.peer.certificateOrganizations + ["system:authenticated"])
    }
    let parts = (request.headers["Authorization"] ?? "").split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    let token = String(parts[1])
    if let known = tokens.answer(token, at: clock.now) { return known }
    // An API server that can't be asked is no answer to keep.
    do {
      let user = try await review(token)
      tokens.keep(user, for: token, until: clock.now + Self.authenticationLife, now: clock.now)
      return user
    } catch {
      return nil
    }
  }

  /// nil for a token that nobody knows. Throws when the API server can't be asked.
  private func review(_ token: String) async throws -> User? {
    let path = ResourcePath(GroupVersionResource(group: "authentication.k8s.io", version: "v1", resource: "tokenreviews"))
    let review: Value = ["apiVersion": "authentication.k8s.io/v1", "kind": "TokenReview", "spec": ["token": .string(token)]]
    let status = try await client.create(path, review, options: WriteOptions())["status"] ?? [:]
    guard status["authenticated"]?.bool == true, let user = status["user"], let name = user["username"]?.string, !name.isEmpty else {
      return nil
    }
    let groups = user["groups"]?.array?.compactMap(\.string) ?? []
    return User(name: name, uid: user["uid"]?.string ?? "", groups: groups, extra: user["extra"] ?? .null)
  }

  private func isAllowed(_ question: Question) async throws -> Bool {
    if let known = decisions.answer(question, at: clock.now) { return known }
    var spec: Value = [
      "user": .string(question.user.name), "groups": .array(question.user.groups.map { .string($0) }),
      "resourceAttributes": [
        "verb": .string(question.verb), "version": "v1", "resource": "nodes", "subresource": .string(question.subresource),
        "name": .string(nodeName),
      ],
    ]
    if !question.user.uid.isEmpty { spec["uid"] = .string(question.user.uid) }
    if question.user.extra != .null { spec["extra"] = question.user.extra }
    let path = ResourcePath(GroupVersionResource(group: "authorization.k8s.io", version: "v1", resource: "subjectaccessreviews"))
    let review: Value = ["apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview", "spec": spec]
    let isAllowed = try await client.create(path, review, options: WriteOptions())[path: "status", "allowed"]?.bool ?? false
    let life = isAllowed ? Self.allowedLife : Self.deniedLife
    decisions.keep(isAllowed, for: question, until: clock.now + life, now: clock.now)
    return isAllowed
  }
}
