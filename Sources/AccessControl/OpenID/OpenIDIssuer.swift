import APIMachinery
import CEL

/// One issuer of tokens, and what its tokens must say (kubernetes.io, "Authentication Configuration": jwt).
public struct OpenIDIssuer: Sendable {
  /// A text that comes from a claim, or from an expression over `claims`.
  enum Source: Sendable {
    case claim(String, prefix: String)
    case expression(Program)
  }

  struct Rule: Sendable {
    enum Kind: Sendable {
      /// The claim must have this text.
      case claim(String, String)
      case expression(Program)
    }
    var kind: Kind
    var message: String
  }

  public internal(set) var url = ""
  /// Where the discovery document is, when that isn't under the issuer's own name.
  public internal(set) var discoveryURL: String?
  /// PEM; nil: the host's authorities.
  public internal(set) var certificateAuthority: String?
  public internal(set) var audiences: [String] = []
  var algorithms = Set(SignatureAlgorithm.allCases)
  var claimRules: [Rule] = []
  var username = Source.claim("sub", prefix: "")
  var groups: Source?
  var uid: Source?
  var extra: [(key: String, program: Program)] = []
  var userRules: [Rule] = []

  /// Where the discovery document is (OpenID Connect Discovery 1.0, section 4).
  public var documentURL: String {
    discoveryURL ?? (url.hasSuffix("/") ? String(url.dropLast()) : url) + "/.well-known/openid-configuration"
  }
}

/// The variables of expressions over tokens.
enum TokenExpressions {
  static let claims = Environment(variables: ["claims": .map(.string, .dyn)])
  static let user = Environment(variables: ["user": .declared(userType)])

  private static let text = DeclaredType(.scalar(.string))
  static let userType = DeclaredType.object(
    "kubernetes.UserInfo",
    ["username": text, "uid": text, "groups": DeclaredType(.list(text, .atomic)), "extra": DeclaredType(.map(DeclaredType(.list(text, .atomic))))])
}
