import Foundation
import Testing

/// Where each promise about security is kept: the item, and the suites that hold it to its word (a file's name without `.swift`, and a
/// word of the test's name where the file has others too). This is the one place to begin at; a test below sees to it that it stays true.
enum SecurityMap {
  static let items: [(promise: String, suites: [String])] = [
    // Who asks.
    ("client certificates", ["AttackTests", "HTTPTransportTests: TLS serves verified", "CompromisedKubeletTests", "AccessTests"]),
    ("service accounts' tokens", ["ServiceAccountTokenTests", "AttackTests: tokens", "ServiceAccountTests"]), ("bootstrap tokens", ["BootstrapTokenTests", "CertificateTests: tokens are made"]),
    ("token file", ["TokenFileTests"]), ("OpenID and structured authentication", ["OpenIDTests", "AuthenticationConfigurationTests"]), ("token webhook", ["WebhookTokenTests"]),
    ("authenticating proxy", ["FrontProxyTests"]), ("impersonation", ["ImpersonationRequestTests", "ImpersonationTests", "KubectlAccessTests"]), ("anonymous callers", ["AccessTests", "WebhookTokenTests"]),
    ("options of the command line", ["AccessMatrixTests: options say who asks", "KubeconfigTests"]),
    // Who may.
    ("every mode in every order", ["AuthorizationOrderTests", "AuthorizationModesTests", "AccessMatrixTests: each mode and order"]),
    ("every default role", ["SensitiveRightsTests", "AuthorizationModesTests: each default role", "DefaultRolesTests", "AccessMatrixTests: kubectl does with a role"]),
    ("escalation", ["RoleTests", "RoleAuthorizerTests"]), ("nodes", ["NodeAuthorizerTests", "NodeRestrictionTests", "CompromisedKubeletTests"]), ("policy files", ["AttributePolicyTests"]),
    ("authorization webhook", ["WebhookAuthorizerTests", "WebhookModeTests"]), ("authorization configuration", ["AuthorizationConfigurationTests", "AuthorizationReloadTests"]),
    ("reviews", ["ReviewTests"]),
    // What may be written.
    ("pod security", ["PodSecurityStandardsTests", "PodSecurityModesTests", "PodSecurityTests"]), ("quotas", ["QuotaStormTests", "AdmissionTests: quota"]),
    ("other plugins", ["AdmissionTests", "MoreAdmissionTests"]), ("policies and webhooks", ["PolicyTests", "MutatingPolicyTests", "WebhookTests"]),
    ("commits as requests", ["HostileCommitTests", "MainPolicyTests", "PushCheckTests"]),
    // What is told, and how much is let in.
    ("audit", ["AuditPolicyTests", "AuditTests", "AuditLogTests", "DaemonEndpointTests: audit log"]), ("secrets", ["SecretHygieneTests", "EncryptionTests", "SealingKeyTests", "SealingProviderTests"]),
    ("signed history", ["SignedHistoryTests", "SigningTests", "ChainVerificationTests", "EntitlementTests"]), ("fairness", ["ListWidthTests", "FlowControlTests", "FairQueuesTests"]),
    // What outsiders send.
    ("path tricks", ["PathAttackTests", "AttackTests: paths", "RequestInfoTests"]), ("header smuggling, oversized and slow requests, clients that don't read", ["HostileRequestTests"]),
    ("token replay, alg=none, key confusion", ["AttackTests: tokens", "ServiceAccountTokenTests: unsigned", "OpenIDTests"]), ("links and ways out in commits", ["HostileCommitTests: links"]),
    ("bombs in YAML, JSON and zip", ["YAMLDecodeTests", "AttackTests: paths", "HostileCommitTests: links", "HostileArchiveTests: packed small"]),
    ("hostile image archives", ["HostileArchiveTests", "UnpackTests"]), ("log requests", ["LogTests: aLogThatIsALink", "KubeletServerTests: host's logs"]),
    ("archives out of containers", ["ArchiveTests"]), ("parsers that were fuzzed", ["FuzzersTests"]),
    // Pods.
    ("security contexts, AppArmor", ["NodeFeatureTests", "ContainerConfigurationTests", "SpecTests: AppArmor"]), ("users of a pod's own", ["UserNamespaceTests", "NodeFeatureTests"]),
  ]
}

@Suite struct SecurityMapTests {
  /// All tests' files by name; some name stands in several folders.
  private static let files: [String: [String]] = {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let paths = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") } ?? []
    return Dictionary(grouping: paths.map { root + "/" + $0 }) { String($0.split(separator: "/").last?.dropLast(6) ?? "") }
  }()

  @Test func `every promise has its tests`() throws {
    for (promise, suites) in SecurityMap.items {
      for suite in suites {
        let parts = suite.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        let paths = try #require(Self.files[parts[0]], "\(promise): there is no \(parts[0]).swift")
        let lines = try paths.flatMap { try String(contentsOfFile: $0, encoding: .utf8).split(separator: "\n").map(String.init) }
        let tests = lines.filter { $0.contains("@Test") || $0.contains("func ") }
        #expect(tests.contains { $0.contains("@Test") } && (parts.count == 1 || tests.contains { $0.contains(parts[1]) }), "\(promise): \(suite)")
      }
    }
  }
}
