import APIMachinery
import Basics
import Testing

@testable import AccessControl

struct AuthenticationConfigurationTests {
  static let good = """
    apiVersion: apiserver.config.k8s.io/v1
    kind: AuthenticationConfiguration
    jwt:
    - issuer:
        url: https://a.example
        audiences: [kctl, other]
        audienceMatchPolicy: MatchAny
      claimValidationRules:
      - claim: hd
        requiredValue: example.com
      - expression: claims.exp - claims.nbf <= 86400
        message: lives too long
      claimMappings:
        username:
          expression: claims.name + '@a'
        groups:
          claim: roles
          prefix: 'a:'
        uid:
          claim: sub
        extra:
        - key: example.com/tenant
          valueExpression: claims.tenant
      userValidationRules:
      - expression: "!user.username.startsWith('system:')"
        message: reserved
    - issuer:
        url: https://b.example
        discoveryURL: https://inside.example/b
        audiences: [kctl]
      claimMappings:
        username: {claim: sub, prefix: ''}
    anonymous:
      enabled: true
      conditions:
      - path: /livez
    """

  private static func read(_ text: String, own: [String] = []) throws(ConfigurationFileError) -> AuthenticationConfiguration {
    try AuthenticationConfiguration(ConfigurationFile(Array(text.utf8), path: "auth.yaml"), ownIssuers: own)
  }

  private static func problems(_ text: String, own: [String] = []) -> [String] {
    do { _ = try read(text, own: own) } catch { return error.description.split(separator: "\n").map(String.init) }
    return []
  }

  @Test func `a whole configuration is read`() throws {
    let configuration = try Self.read(Self.good)
    #expect(configuration.issuers.map(\.url) == ["https://a.example", "https://b.example"])
    #expect(configuration.issuers.map(\.documentURL) == ["https://a.example/.well-known/openid-configuration", "https://inside.example/b"])
    #expect(configuration.anonymous == .paths(["/livez"]))
  }

  @Test func `claims make the user when every rule holds`() throws {
    let issuer = try #require(try Self.read(Self.good).issuers.first)
    let claims: Value = ["hd": "example.com", "exp": 100, "nbf": 50, "name": "eve", "roles": ["x"], "sub": "7", "tenant": ["t1", ""]]
    #expect(try issuer.user(claims) == UserInfo(name: "eve@a", uid: "7", groups: ["a:x"], extra: ["example.com/tenant": ["t1"]]))
    func refused(_ changes: Value) -> String? {
      var changed = claims
      for field in changes.object ?? Object() { changed[field.key] = field.value }
      do throws(ClaimError) { _ = try issuer.user(changed) } catch { return error.description }
      return nil
    }
    #expect(refused(["hd": "evil.com"]) == "required claim \"hd\" is not \"example.com\"")
    #expect(refused(["exp": 1_000_000]) == "lives too long")
    #expect(refused(["name": "system:x"]) == "reserved")
    #expect(refused(["name": 7]) != nil)
    #expect(refused(["roles": [7]]) != nil)
  }

  @Test(arguments: [
    ("url: https://a.example", "url: http://a.example", "auth.yaml:5: jwt[0].issuer.url: Invalid value: \"http://a.example\": URL scheme must be https"),
    ("url: https://b.example", "url: https://a.example", "auth.yaml:28: jwt[1].issuer.url: Duplicate value: \"https://a.example\""),
    ("audienceMatchPolicy: MatchAny", "audienceMatchPolicy: ''", "audienceMatchPolicy must be MatchAny for multiple audiences"),
    ("audiences: [kctl]", "audiences: []", "at least one jwt[1].issuer.audiences is required"),
    ("claim: roles", "claims: roles", "auth.yaml:17: jwt[0].claimMappings.groups.claims: Invalid value: unknown field"),
    ("prefix: 'a:'", "prefix: 7", "jwt[0].claimMappings.groups.prefix: Invalid value: 7: must be a string"),
    ("claims.name + '@a'", "claims.name +", "compilation failed"), ("claims.name + '@a'", "claims.email", "claims.email_verified must be used"),
    ("key: example.com/tenant", "key: tenant", "must be a domain-prefixed path"), ("key: example.com/tenant", "key: k8s.io/x", "reserved for Kubernetes use"),
    ("{claim: sub, prefix: ''}", "{claim: sub}", "prefix is required when claim is set"),
    ("enabled: true", "enabled: false", "enabled should be set to true when conditions are defined"), ("kind: Auth", "kind: Other", "auth.yaml:1: apiVersion"),
    ("discoveryURL: https://inside.example/b", "discoveryURL: https://b.example/", "discoveryURL must be different from URL"),
  ])
  func `what is wrong is told with file, line, field and reason`(old: String, new: String, problem: String) {
    let text = Self.good.replacing(old, with: new, maxReplacements: 1)
    #expect(text != Self.good)
    #expect(Self.problems(text).contains { $0.contains(problem) }, "\(Self.problems(text))")
  }

  @Test func `nobody is the issuer of our own tokens`() {
    #expect(Self.problems(Self.good, own: ["https://b.example"]).first?.contains("URL must not overlap with disallowed issuers") == true)
  }

  @Test func `no text makes the readers fail otherwise than by saying so`() {
    let random = SeededRandom(seed: 3)
    for sample in [Self.good, AuthorizationConfigurationTests.good, AuditPolicyTests.good] {
      for _ in 0..<300 {
        var bytes = Array(sample.utf8)
        for _ in 0...random.below(3) {
          let place = random.below(bytes.count)
          switch random.below(3) {
          case 0: bytes[place] = UInt8(truncatingIfNeeded: random.below(256))
          case 1: bytes.removeSubrange(place..<min(bytes.count, place + random.below(20)))
          default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + random.below(40))], at: random.below(bytes.count))
          }
          if bytes.isEmpty { bytes = [10] }
        }
        guard let file = try? ConfigurationFile(bytes, path: "x") else { continue }
        _ = try? AuthenticationConfiguration(file)
        _ = try? AuthorizationConfiguration(file)
        _ = try? AuditPolicy(file)
      }
    }
  }
}
