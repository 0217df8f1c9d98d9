import APIMachinery
import AccessControl
import Basics

/// Bearer tokens: nothing is believed but what was issued.
struct TokenTarget: FuzzTarget {
  let name = "token"
  let dictionary = [".", "..", "e30", "eyJhbGciOiJub25lIn0", "eyJhbGciOiJIUzI1NiJ9", "=", "-", "_", "+", "/", "%", "{\"alg\":\"none\"}"]

  private struct Account: ObjectLookup {
    func object(_ key: ObjectKey) -> Value? {
      key.name == "a" ? ["kind": "ServiceAccount", "metadata": ["name": "a", "namespace": "default", "uid": "u"]] : nil
    }
  }

  private let authenticator: ServiceAccountAuthenticator
  private let audiences: [String]
  private let issued: String
  private static let now = Timestamp(secondsSinceEpoch: 1_000_000)

  init() {
    let tokens = ServiceAccountTokens(signingKey: .generate())
    audiences = tokens.audiences
    let claims = ServiceAccountClaims(
      namespace: "default", account: .init(name: "a", uid: "u"), audiences: audiences, id: "j", issuedAt: Self.now, expiresAt: Self.now + .seconds(60))
    issued = (try? tokens.issue(claims)) ?? ""
    authenticator = ServiceAccountAuthenticator(tokens, objects: Account(), clock: ManualClock(Self.now))
  }

  var seeds: [[UInt8]] { [Array(issued.utf8), Array("eyJhbGciOiJub25lIn0.e30.".utf8)] }

  func run(_ input: [UInt8]) async throws(Finding) -> Bool {
    let text = String(decoding: input, as: UTF8.self)
    guard let known = try? authenticator.identify(text, audiences: audiences) else { return false }
    guard Self.signed(text) == Self.signed(issued) else { throw Finding("\(known.user.name) was believed to be the bearer of \(text)") }
    return true
  }

  private static func signed(_ token: String) -> Substring { token[..<(token.lastIndex(of: ".") ?? token.endIndex)] }
}
