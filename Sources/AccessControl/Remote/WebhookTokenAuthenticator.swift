import APIMachinery
import Basics
import Crypto

/// Bearer tokens that a service elsewhere knows (kubernetes.io, "Webhook Token Authentication").
///
/// Answers are kept, under the token's digest and not the token. A service that can't be reached knows nobody: the caller is refused,
/// and asked about again the next time.
public struct WebhookTokenAuthenticator: Authenticator {
  public struct Terms: Sendable {
    /// `v1` or `v1beta1` of authentication.k8s.io.
    public var version = "v1"
    public var lifetime = Duration.seconds(120)
    /// Who this API server is for tokens; empty: not said.
    public var audiences: [String] = []
    public init() {}
  }

  private enum Answer: Sendable {
    case user(UserInfo, audiences: [String])
    case unknown
  }

  private static let tokenBytesMax = 64 << 10

  private let terms: Terms
  private let endpoint: any ReviewEndpoint
  private let clock: any WallClock
  private let cache = AnswerCache<String, Answer>(capacity: 4_096)

  public init(_ terms: Terms, endpoint: any ReviewEndpoint, clock: any WallClock) {
    (self.terms, self.endpoint, self.clock) = (terms, endpoint, clock)
  }

  public func authenticate(_ credentials: Credentials) throws(StatusError) -> UserInfo? {
    guard let token = credentials.bearerToken, !token.isEmpty else { return nil }
    guard token.utf8.count <= Self.tokenBytesMax else { throw .unauthorized() }
    let digest = Base64URL.encode(Array(SHA256.hash(data: Array(token.utf8))))
    if let kept = cache.answer(digest, at: clock.now) { return Self.user(kept) }
    guard let questions = RemoteQuestions.current else { return nil }
    guard let answer = questions.answer("token " + digest, ask: { await ask(token, digest) }) else { throw .unauthorized() }
    return Self.user(answer)
  }

  private static func user(_ answer: Answer) -> UserInfo? { if case .user(let user, _) = answer { user } else { nil } }

  private func ask(_ token: String, _ digest: String) async -> Answer {
    var spec: Value = ["token": .string(token)]
    if !terms.audiences.isEmpty { spec["audiences"] = .array(terms.audiences.map { .string($0) }) }
    let review: Value = ["apiVersion": .string("authentication.k8s.io/" + terms.version), "kind": "TokenReview", "spec": spec]
    do throws(ReviewFailure) {
      let value = try await endpoint.answer(review, pausing: { [clock] in try await clock.sleep(for: $0) })
      let answer = self.answer(in: value)
      cache.keep(answer, for: digest, lifetime: terms.lifetime, at: clock.now)
      return answer
    } catch {
      return .unknown
    }
  }

  /// A service that knows of audiences must name one of ours; one that names none speaks of tokens for the API server.
  private func answer(in review: Value) -> Answer {
    guard let status = review["status"], status["authenticated"]?.bool == true, let user = UserInfo(wire: status["user"]) else { return .unknown }
    let named = status["audiences"]?.array?.compactMap(\.string) ?? []
    guard terms.audiences.isEmpty || named.isEmpty || named.contains(where: terms.audiences.contains) else { return .unknown }
    return .user(user, audiences: named)
  }
}

extension UserInfo {
  /// As an answer of another service has it; nil for what isn't a user, or claims to be the daemon itself.
  init?(wire value: Value?) {
    guard let value, let name = value["username"]?.string, !name.isEmpty else { return nil }
    var extra: [String: [String]] = [:]
    for field in value["extra"]?.object ?? Object() {
      guard let texts = field.value.array else { return nil }
      extra[field.key.lowercased()] = texts.compactMap(\.string)
    }
    self.init(name: name, uid: value["uid"]?.string ?? "", groups: (value["groups"]?.array ?? []).compactMap(\.string), extra: extra)
    if isDaemon { return nil }
  }
}
