import APIMachinery
import Basics
import Synchronization

/// Knows bearers of tokens of an OpenID issuer: signed by a key of its set, current, for us, and with claims that the rules allow
/// (OpenID Connect Core 1.0, section 3.1.3.7).
///
/// Keys are fetched when the first token comes and when one names a key that isn't known, at most every ten seconds, so that an issuer
/// may change its keys and nobody can make us ask it all the time. Who needs keys while they are being fetched waits for that fetch. Keys
/// that are known are good until others are there: an issuer that is away for a while locks nobody out.
public final class OpenIDAuthenticator: Authenticator {
  private static let refreshInterval = Duration.seconds(10)
  /// Keys older than this are asked for anew, so that those that the issuer has taken out of its set are forgotten.
  private static let freshness = Duration.seconds(3_600)

  public let issuer: OpenIDIssuer
  private let source: any DocumentSource
  private let clock: any WallClock
  private let report: @Sendable (String) -> Void

  private struct Keys {
    var keys: [IssuerKey] = []
    var fetchedAt: Timestamp?
    var triedAt: Timestamp?
    var fetch: Task<Void, Never>?
  }
  private let state = Mutex(Keys())

  /// `report`: told why tokens of this issuer were refused, without the tokens.
  public init(
    _ issuer: OpenIDIssuer, source: any DocumentSource, clock: any WallClock, report: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    (self.issuer, self.source, self.clock, self.report) = (issuer, source, clock, report)
  }

  public func authenticate(_ credentials: Credentials) throws(StatusError) -> UserInfo? {
    guard let text = credentials.bearerToken, let token = JSONWebToken(text), token.issuer == issuer.url else { return nil }
    guard let algorithm = SignatureAlgorithm(rawValue: token.algorithm), issuer.algorithms.contains(algorithm) else {
      throw refused("signature algorithm \"\(token.algorithm.prefix(16))\" is not taken")
    }
    // What is cheap to see comes before signatures and the network.
    guard token.isCurrent(at: clock.now) else { throw refused("the token is not valid yet, or not any more") }
    guard token.audiences.contains(where: issuer.audiences.contains) else { throw refused("the token is for another audience") }
    guard try isSigned(token, algorithm) else { throw refused("no key of the issuer has signed the token") }
    do throws(ClaimError) { return try issuer.user(token.claims) } catch { throw refused(error.description) }
  }

  private func refused(_ reason: String) -> StatusError {
    report("a token of \(issuer.url) is refused: \(reason)")
    return .unauthorized()
  }

  /// Looks among the keys that are known; fetches them where that may help.
  private func isSigned(_ token: JSONWebToken, _ algorithm: SignatureAlgorithm) throws(StatusError) -> Bool {
    let now = clock.now
    let known = state.withLock { $0 }
    let candidates = known.keys.filter { token.keyID.isEmpty || $0.id.isEmpty || $0.id == token.keyID }
    let isSigned = candidates.contains { $0.isValid(token.signature, over: token.signedText, by: algorithm) }
    let isFresh = known.fetchedAt.map { now - $0 < Self.freshness } ?? false
    if isSigned {
      if !isFresh { _ = self.fetch(at: now) }
      return true
    }
    guard !isFresh || candidates.isEmpty || token.keyID.isEmpty, let questions = RemoteQuestions.current else { return false }
    guard let fetch = self.fetch(at: now) else {
      // None is under way: one may have ended since the keys were looked at.
      if state.withLock({ $0.fetchedAt }) == known.fetchedAt { return false }
      return try self.isSigned(token, algorithm)
    }
    let answer: Bool? = questions.answer("keys of " + issuer.url) {
      await fetch.value
      return true
    }
    if answer == nil { throw .unauthorized() }
    return false
  }

  /// The fetch that is under way, or one that begins now; nil when the last began a moment ago.
  private func fetch(at now: Timestamp) -> Task<Void, Never>? {
    state.withLock { state in
      if let fetch = state.fetch { return fetch }
      if let last = state.triedAt, now - last < Self.refreshInterval { return nil }
      state.triedAt = now
      let fetch = Task { await self.fetchKeys() }
      state.fetch = fetch
      return fetch
    }
  }

  /// Returns once no keys are being fetched.
  func settle() async { await state.withLock { $0.fetch }?.value }

  /// Failing keeps the keys that were known.
  private func fetchKeys() async {
    let keys: [IssuerKey]?
    do { keys = try await publishedKeys() } catch {
      report("the keys of \(issuer.url) can't be fetched: \(error)")
      keys = nil
    }
    let now = clock.now
    state.withLock { state in
      state.fetch = nil
      if let keys { (state.keys, state.fetchedAt) = (keys, now) }
    }
  }

  private func publishedKeys() async throws -> [IssuerKey] {
    let discovery = try await object(issuer.documentURL)
    guard discovery["issuer"]?.string == issuer.url else { throw ClaimError("the discovery document is of another issuer") }
    guard let url = discovery["jwks_uri"]?.string, url.hasPrefix("https://") else { throw ClaimError("the discovery document names no key set") }
    let keys = IssuerKey.keys(of: try await object(url))
    guard !keys.isEmpty else { throw ClaimError("the key set has no key that is known here") }
    return keys
  }

  private func object(_ url: String) async throws -> Value {
    let bytes = try await source.document(url, certificateAuthority: issuer.certificateAuthority)
    let value = try JSON.decode(bytes, limits: JSON.Limits(depth: 16, bytes: 1 << 20))
    guard value.object != nil else { throw ClaimError("\(url) is not a JSON object") }
    return value
  }
}
