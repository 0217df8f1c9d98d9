import APIMachinery
import Basics
import Synchronization
import Testing

@testable import AccessControl

/// Objects that a test puts in and takes out.
private final class ManualObjects: ObjectLookup {
  private let objects = Mutex<[ObjectKey: Value]>([:])
  func object(_ key: ObjectKey) -> Value? { objects.withLock { $0[key] } }

  func set(_ resource: String, _ name: String, uid: String, deleted: Timestamp? = nil, namespace: String = "ns") {
    var object: Value = ["metadata": ["name": .string(name), "uid": .string(uid)]]
    if let deleted { object[path: "metadata", "deletionTimestamp"] = .string(deleted.rfc3339) }
    put(resource, name, object, namespace: namespace)
  }

  func put(_ resource: String, _ name: String, _ object: Value, namespace: String = "ns") {
    objects.withLock { $0[ObjectKey(GroupResource(group: "", resource: resource), namespace: namespace, name: name)] = object }
  }

  func remove(_ resource: String, _ name: String) {
    objects.withLock { $0[ObjectKey(GroupResource(group: "", resource: resource), namespace: "ns", name: name)] = nil }
  }
}

@Suite struct ServiceAccountTokenTests {
  private static let start = Timestamp(secondsSinceEpoch: 1_700_000_000)

  private struct Scene {
    let objects = ManualObjects()
    let clock = ManualClock(ServiceAccountTokenTests.start)
    let tokens: ServiceAccountTokens
    let authenticator: ServiceAccountAuthenticator

    init(_ key: TokenSigningKey = .generate(), others: [TokenVerificationKey] = []) {
      tokens = ServiceAccountTokens(issuers: ["https://here"], signingKey: key, verificationKeys: others)
      authenticator = ServiceAccountAuthenticator(tokens, objects: objects, clock: clock)
      objects.set("serviceaccounts", "robot", uid: "1")
    }

    var claims: ServiceAccountClaims {
      ServiceAccountClaims(
        namespace: "ns", account: .init(name: "robot", uid: "1"), audiences: ["https://here"], id: "j",
        issuedAt: ServiceAccountTokenTests.start, expiresAt: ServiceAccountTokenTests.start + .seconds(600))
    }

    func user(_ token: String) throws(StatusError) -> UserInfo? { try authenticator.authenticate(Credentials(bearerToken: token)) }

    func refuses(_ token: String) -> Bool {
      do throws(StatusError) { return try user(token) == nil } catch { return error.code == 401 }
    }
  }

  @Test func `a token tells whose it is`() throws {
    let scene = Scene()
    let user = try #require(try scene.user(try scene.tokens.issue(scene.claims)))
    #expect(user.name == "system:serviceaccount:ns:robot")
    #expect(user.uid == "1")
    #expect(Set(user.groups) == ["system:serviceaccounts", "system:serviceaccounts:ns", "system:authenticated"])
    #expect(user.extra == ["authentication.kubernetes.io/credential-id": ["JTI=j"]])
  }

  @Test func `RSA keys sign and verify, and a set of keys shows them`() throws {
    let key = try TokenKeyFile.signingKey(TokenSigningKey.generate(.rs256).pem)
    let scene = Scene(key)
    let token = try scene.tokens.issue(scene.claims)
    #expect(JSONWebToken(token)?.algorithm == "RS256")
    #expect(try scene.user(token)?.name == "system:serviceaccount:ns:robot")
    let shown = try #require(scene.tokens.keySet["keys"]?[0])
    #expect(shown["kty"] == "RSA")
    #expect(shown["e"] == "AQAB")
    #expect(shown["kid"] == .string(key.verification.id))
  }

  @Test func `keys of before go on verifying after a rotation`() throws {
    let (old, new) = (TokenSigningKey.generate(), TokenSigningKey.generate())
    let token = try Scene(old).tokens.issue(Scene(old).claims)
    #expect(try Scene(new, others: try TokenKeyFile.verificationKeys(old.pem)).user(token) != nil)
    #expect(Scene(new).refuses(token))
  }

  @Test func `a token ends`() throws {
    let scene = Scene()
    let token = try scene.tokens.issue(scene.claims)
    scene.clock.advance(by: .seconds(599))
    #expect(try scene.user(token) != nil)
    scene.clock.advance(by: .seconds(1))
    #expect(scene.refuses(token))
  }

  @Test func `a token for somebody else is refused, and taken by who asks for its audience`() throws {
    let scene = Scene()
    var claims = scene.claims
    claims.audiences = ["vault"]
    let token = try scene.tokens.issue(claims)
    #expect(scene.refuses(token))
    #expect(try scene.authenticator.identify(token, audiences: ["other", "vault"])?.audiences == ["vault"])
  }

  @Test func `a token lives and dies with what it is bound to`() throws {
    for (resource, path) in [
      ("pods", \ServiceAccountClaims.pod), ("secrets", \ServiceAccountClaims.secret),
    ] as [(String, WritableKeyPath<ServiceAccountClaims, ServiceAccountClaims.Reference?>)] {
      let scene = Scene()
      var claims = scene.claims
      claims[keyPath: path] = .init(name: "x", uid: "7")
      let token = try scene.tokens.issue(claims)
      #expect(scene.refuses(token), "\(resource): not there")
      scene.objects.set(resource, "x", uid: "8")
      #expect(scene.refuses(token), "\(resource): another of that name")
      scene.objects.set(resource, "x", uid: "7")
      #expect(try scene.user(token) != nil)
      scene.objects.set(resource, "x", uid: "7", deleted: Self.start - .seconds(60))
      #expect(try scene.user(token) != nil, "\(resource): within its grace")
      scene.objects.set(resource, "x", uid: "7", deleted: Self.start - .seconds(61))
      #expect(scene.refuses(token), "\(resource): long deleted")
    }
  }

  @Test func `a pod's token tells the pod and its node`() throws {
    let scene = Scene()
    scene.objects.set("pods", "p", uid: "7")
    var claims = scene.claims
    claims.pod = .init(name: "p", uid: "7")
    claims.node = .init(name: "n", uid: "9")
    let extra = try scene.user(try scene.tokens.issue(claims))?.extra ?? [:]
    #expect(extra["authentication.kubernetes.io/pod-name"] == ["p"])
    #expect(extra["authentication.kubernetes.io/pod-uid"] == ["7"])
    #expect(extra["authentication.kubernetes.io/node-name"] == ["n"])
    #expect(extra["authentication.kubernetes.io/node-uid"] == ["9"])
  }

  @Test func `an account that was made anew isn't the old one`() throws {
    let scene = Scene()
    let token = try scene.tokens.issue(scene.claims)
    scene.objects.set("serviceaccounts", "robot", uid: "2")
    #expect(scene.refuses(token))
    scene.objects.remove("serviceaccounts", "robot")
    #expect(scene.refuses(token))
  }

  @Test func `a Secret's token is good while the Secret holds it`() throws {
    let scene = Scene()
    let secret: Value = ["metadata": ["name": "s", "namespace": "ns", "uid": "5"]]
    let account: Value = ["metadata": ["name": "robot", "namespace": "ns", "uid": "1"]]
    let token = try scene.tokens.issueForSecret(secret, account: account)
    #expect(scene.refuses(token))
    var held = secret
    held["data"] = ["token": .string(Base64.encode(token.utf8))]
    scene.objects.put("secrets", "s", held)
    #expect(try scene.user(token)?.name == "system:serviceaccount:ns:robot")
    held["data"] = ["token": .string(Base64.encode("other".utf8))]
    scene.objects.put("secrets", "s", held)
    #expect(scene.refuses(token))
  }

  @Test func `unsigned, mixed up and foreign tokens are refused`() throws {
    let scene = Scene()
    let token = try scene.tokens.issue(scene.claims)
    let parts = token.split(separator: ".").map(String.init)
    func header(_ value: Value) -> String { Base64URL.encode(JSON.encode(value)) }
    let kid = Value.string(scene.tokens.keys[0].id)
    let forged = [
      header(["alg": "none"]) + ".\(parts[1]).", header(["alg": "none", "kid": kid]) + ".\(parts[1]).\(parts[2])",
      header(["alg": "HS256", "kid": kid]) + ".\(parts[1]).\(parts[2])", header(["alg": "RS256", "kid": kid]) + ".\(parts[1]).\(parts[2])",
      header(["alg": "ES256", "kid": "x"]) + ".\(parts[1]).\(parts[2])", parts[0] + ".\(parts[1]).", token + "=", token + "\n",
      header(["alg": "ES256", "kid": kid, "crit": ["x"]]) + ".\(parts[1]).\(parts[2])", " " + token, token + ".x",
      try Scene().tokens.issue(scene.claims), "", "..", "a.b.c",
    ]
    for text in forged { #expect(scene.refuses(text), "\(text)") }
    #expect(try scene.user(token) != nil)
  }

  @Test func `no change of a token is taken for a good one`() throws {
    let scene = Scene()
    let token = Array(try scene.tokens.issue(scene.claims).utf8)
    let random = SeededRandom(seed: 11)
    for _ in 0..<2000 {
      var bytes = token
      for _ in 0...random.below(3) {
        let place = random.below(bytes.count)
        switch random.below(4) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(UInt8(ascii: "."), at: place)
        default: bytes[place] ^= 1 << UInt8(random.below(8))
        }
      }
      guard bytes != token else { continue }
      #expect(scene.refuses(String(decoding: bytes, as: UTF8.self)))
    }
  }

  @Test func `base64 for URLs has one text for each bytes`() {
    let random = SeededRandom(seed: 3)
    for length in 0..<64 {
      let bytes = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
    }
    for text in ["A", "AB", "AA==", "A A", "AA\n", "+/"] { #expect(Base64URL.decode(text) == nil, "\(text)") }
  }
}
