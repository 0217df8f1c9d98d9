import APIMachinery
import Basics
import Crypto
import FoundationEssentials
import Synchronization
import Testing

@testable import AccessControl

/// An issuer with keys that can be changed.
final class TestIssuer: DocumentSource {
  static let url = "https://issuer.example"
  private let state = Mutex<(keys: [TokenSigningKey], fetches: Int, issuer: String)>(([], 0, TestIssuer.url))
  /// Set: documents don't come before it is closed.
  let gate: CloseSignal?
  /// Closed at the first question.
  let asked = CloseSignal()
  let isAway = Mutex(false)

  init(_ keys: [TokenSigningKey], gate: CloseSignal? = nil) {
    self.gate = gate
    state.withLock { $0.keys = keys }
  }

  func change(keys: [TokenSigningKey]) { state.withLock { $0.keys = keys } }
  func pretend(toBe issuer: String) { state.withLock { $0.issuer = issuer } }
  var fetches: Int { state.withLock { $0.fetches } }

  func document(_ url: String, certificateAuthority: String?) async throws -> [UInt8] {
    let state = state.withLock { state in
      state.fetches += 1
      return state
    }
    asked.close()
    await gate?.wait()
    if isAway.withLock({ $0 }) { throw StatusError.badRequest("nobody is here") }
    switch url {
    case Self.url + "/.well-known/openid-configuration":
      return JSON.encode(["issuer": .string(state.issuer), "jwks_uri": .string(Self.url + "/keys")])
    case Self.url + "/keys": return JSON.encode(["keys": .array(state.keys.map(\.verification.webKey))])
    default: throw StatusError.badRequest("no such document")
    }
  }
}

struct OpenIDTests {
  private let clock = ManualClock()
  private let key = TokenSigningKey.generate()

  private func flags() -> OpenIDFlags {
    var flags = OpenIDFlags()
    (flags.issuerURL, flags.clientID, flags.groupsClaim, flags.signingAlgorithms) = (TestIssuer.url, "kctl", "groups", ["ES256", "RS256"])
    return flags
  }

  private func authenticator(_ source: TestIssuer, _ flags: OpenIDFlags? = nil) throws -> OpenIDAuthenticator {
    OpenIDAuthenticator(try #require(try (flags ?? self.flags()).issuer()), source: source, clock: clock)
  }

  private func claims(_ changes: [String: Value?] = [:]) -> Value {
    let now = clock.now.secondsSinceEpoch
    var claims: Value = [
      "iss": .string(TestIssuer.url), "aud": "kctl", "sub": "eve", "exp": .int(now + 600), "iat": .int(now), "groups": ["dev", "ops"],
    ]
    for (name, value) in changes { claims[name] = value }
    return claims
  }

  private func user(_ authenticator: OpenIDAuthenticator, _ token: String) async throws -> UserInfo? {
    try await asking { () throws(StatusError) in try authenticator.authenticate(Credentials(bearerToken: token)) }
  }

  @Test func `a token of the issuer makes its user`() async throws {
    let source = TestIssuer([key])
    let authenticator = try authenticator(source)
    for _ in 0..<2 {
      #expect(try await user(authenticator, key.sign(claims())) == UserInfo(name: TestIssuer.url + "#eve", groups: ["dev", "ops"]))
    }
    #expect(source.fetches == 2, "the discovery document and the keys, once")
    #expect(try await user(authenticator, key.sign(claims(["iss": "https://other.example"]))) == nil)
    #expect(try await user(authenticator, "not.a.token") == nil)
  }

  @Test func `RSA keys verify too`() async throws {
    let rsa = try TokenSigningKey.generate(.rs256)
    #expect(try await user(authenticator(TestIssuer([rsa])), rsa.sign(claims()))?.name == TestIssuer.url + "#eve")
  }

  @Test func `a token that is late, early, or for others is refused without asking anybody`() async throws {
    let source = TestIssuer([key])
    let authenticator = try authenticator(source)
    let now = clock.now.secondsSinceEpoch
    let bad: [[String: Value?]] = [
      ["exp": .int(now - 1)], ["exp": nil], ["nbf": .int(now + 60)], ["aud": "other"], ["aud": ["a", "b"]], ["aud": nil],
    ]
    for changes in bad {
      await #expect(throws: StatusError.unauthorized()) { try await user(authenticator, key.sign(claims(changes))) }
    }
    #expect(source.fetches == 0)
  }

  @Test func `a signature by another key, by none, or by the public key as a secret is refused`() async throws {
    let authenticator = try authenticator(TestIssuer([key]))
    let stranger = TokenSigningKey.generate()
    await #expect(throws: StatusError.unauthorized()) { try await user(authenticator, stranger.sign(claims())) }
    let parts = try key.sign(claims()).split(separator: ".")
    for algorithm in ["none", "HS256", "ES384", "RS256", "PS256"] {
      let header = Base64URL.encode(JSON.encode(["alg": .string(algorithm), "kid": .string(key.verification.id)]))
      for signature in ["", String(parts[2])] {
        await #expect(throws: StatusError.unauthorized()) { try await user(authenticator, "\(header).\(parts[1]).\(signature)") }
      }
    }
    let payload = Base64URL.encode(JSON.encode(claims(["sub": "admin"])))
    await #expect(throws: StatusError.unauthorized()) { try await user(authenticator, "\(parts[0]).\(payload).\(parts[2])") }
  }

  @Test func `an issuer may change its keys, and nobody makes us ask it all the time`() async throws {
    let source = TestIssuer([key])
    let authenticator = try authenticator(source)
    _ = try await user(authenticator, key.sign(claims()))
    let next = TokenSigningKey.generate()
    source.change(keys: [next])
    await #expect(throws: StatusError.unauthorized()) { try await user(authenticator, next.sign(claims())) }
    #expect(source.fetches == 2)
    clock.advance(by: .seconds(10))
    #expect(try await user(authenticator, next.sign(claims()))?.groups == ["dev", "ops"])
    #expect(source.fetches == 4)
    await #expect(throws: StatusError.unauthorized()) { try await user(authenticator, key.sign(claims())) }
  }

  @Test func `an issuer that is away locks nobody out, and is asked again when it may be back`() async throws {
    let source = TestIssuer([key])
    let authenticator = try authenticator(source)
    #expect(try await user(authenticator, key.sign(claims())) != nil)
    source.isAway.withLock { $0 = true }
    clock.advance(by: .seconds(2 * 3_600))
    for _ in 0..<3 { #expect(try await user(authenticator, key.sign(claims())) != nil) }
    await authenticator.settle()
    #expect(source.fetches == 3, "one try")
    #expect(try await user(authenticator, key.sign(claims())) != nil)
    source.isAway.withLock { $0 = false }
    source.change(keys: [.generate()])
    clock.advance(by: .seconds(10))
    #expect(try await user(authenticator, key.sign(claims())) != nil)
    await authenticator.settle()
    // The key was taken out of the set, and is forgotten now.
    await #expect(throws: StatusError.unauthorized()) { try await user(authenticator, key.sign(claims())) }
  }

  @Test func `who comes while the keys are being fetched waits for them`() async throws {
    let gate = CloseSignal()
    let source = TestIssuer([key], gate: gate)
    let authenticator = try authenticator(source)
    let token = try key.sign(claims())
    async let first = user(authenticator, token)
    await source.asked.wait()
    async let second = user(authenticator, token)
    // Whenever the second comes to it: before the keys are there or after.
    gate.close()
    #expect(try await first != nil)
    #expect(try await second != nil)
    #expect(source.fetches == 2)
  }

  @Test func `a discovery document of another issuer is nobody's`() async throws {
    let source = TestIssuer([key])
    source.pretend(toBe: "https://evil.example")
    await #expect(throws: StatusError.unauthorized()) { try await user(authenticator(source), key.sign(claims())) }
  }

  @Test func `an address as the user's name must not be known to be unverified`() async throws {
    var flags = flags()
    flags.usernameClaim = "email"
    let authenticator = try authenticator(TestIssuer([key]), flags)
    #expect(try await user(authenticator, key.sign(claims(["email": "eve@example", "email_verified": true])))?.name == "eve@example")
    #expect(try await user(authenticator, key.sign(claims(["email": "eve@example"])))?.name == "eve@example")
    for verified: Value in [false, "true"] {
      await #expect(throws: StatusError.unauthorized()) {
        try await user(authenticator, key.sign(claims(["email": "eve@example", "email_verified": verified])))
      }
    }
  }

  @Test func `required claims are required`() async throws {
    var flags = flags()
    flags.requiredClaims = ["hd=example.com"]
    let authenticator = try authenticator(TestIssuer([key]), flags)
    #expect(try await user(authenticator, key.sign(claims(["hd": "example.com"]))) != nil)
    await #expect(throws: StatusError.unauthorized()) { try await user(authenticator, key.sign(claims())) }
  }

  @Test(arguments: ["http://issuer.example", "issuer.example", "https://"])
  func `flags that make no sense are refused`(url: String) {
    var flags = flags()
    flags.issuerURL = url
    #expect(throws: OpenIDFlagError.self) { try flags.issuer() }
    flags = self.flags()
    flags.signingAlgorithms = ["none"]
    #expect(throws: OpenIDFlagError.self) { try flags.issuer() }
    flags = self.flags()
    flags.clientID = ""
    #expect(throws: OpenIDFlagError.self) { try flags.issuer() }
  }

  @Test func `no key set makes its reader fail, and what isn't a key is none`() {
    let random = SeededRandom(seed: 5)
    let good = key.verification.webKey
    #expect(IssuerKey(good) != nil)
    for _ in 0..<2_000 {
      var bytes = JSON.encode(["keys": [good]])
      for _ in 0...random.below(4) { bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.below(256)) }
      if let value = try? JSON.decode(bytes) { #expect(IssuerKey.keys(of: value).count <= 1) }
    }
    for changes: Value in [["use": "enc"], ["kty": "oct"], ["crv": "P-384"], ["x": "AA"], ["alg": "HS256"], ["y": "!"]] {
      var bad = good
      for field in changes.object ?? Object() { bad[field.key] = field.value }
      #expect(IssuerKey(bad) == nil)
    }
  }
}
