import Testing

@testable import AccessControl

@Suite struct EncryptionConfigurationTests {
  private static let key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

  private func read(_ resources: String) throws -> [EncryptionConfiguration.Entry] {
    let text = "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n" + resources
    return try EncryptionConfiguration(ConfigurationFile(Array(text.utf8), path: "/etc/enc.yaml")).entries
  }

  @Test func `every provider and its keys are read, in order`() throws {
    let entries = try read("""
      - resources: [secrets, configmaps, widgets.example.com, '*.apps']
        providers:
        - kms: {apiVersion: v2, name: vault, endpoint: unix:///run/kms.sock, timeout: 5s}
        - aesgcm: {keys: [{name: a, secret: \(Self.key)}, {name: b, secret: AAAAAAAAAAAAAAAAAAAAAA==}]}
        - aescbc: {keys: [{name: a, secret: \(Self.key)}]}
        - secretbox: {keys: [{name: a, secret: \(Self.key)}]}
        - identity: {}
      - resources: ['*.*']
        providers:
        - identity: {}
        - secretbox: {keys: [{name: z, secret: \(Self.key)}]}

      """)
    #expect(entries.map(\.resources) == [["secrets", "configmaps", "widgets.example.com", "*.apps"], ["*.*"]])
    let key = Array(repeating: UInt8(0), count: 32)
    #expect(entries[0].providers == [
      .kms(.init(name: "vault", socket: "/run/kms.sock", timeout: .seconds(5))),
      .aesgcm([.init(name: "a", bytes: key), .init(name: "b", bytes: Array(repeating: 0, count: 16))]), .aescbc([.init(name: "a", bytes: key)]),
      .secretbox([.init(name: "a", bytes: key)]), .identity,
    ])
    #expect(entries[1].providers.first == .identity, "Secrets are covered before")
  }

  @Test(arguments: [
    ("  []\n", ["resources: Required value"]),
    ("- providers: [{identity: {}}]\n", ["resources[0].resources: Required value"]),
    ("- resources: [configmaps]\n", ["resources[0].providers: Required value"]),
    ("- resources: [configmaps]\n  providers: [{}]\n", ["resources[0].providers[0]: Required value", "aesgcm"]),
    ("- resources: [configmaps]\n  providers: [{identity: {}, aesgcm: {keys: [{name: a, secret: KEY}]}}]\n", ["more than one provider"]),
    ("- resources: [configmaps]\n  providers: [{aesgcm: {keys: []}}]\n", ["resources[0].providers[0].aesgcm.keys: Required value"]),
    ("- resources: [configmaps]\n  providers: [{aesgcm: {keys: [{name: a}]}}]\n", ["keys[0].secret: Required value"]),
    ("- resources: [configmaps]\n  providers: [{aesgcm: {keys: [{secret: KEY}]}}]\n", ["keys[0].name: Required value"]),
    ("- resources: [configmaps]\n  providers: [{aesgcm: {keys: [{name: 'a:b', secret: KEY}]}}]\n", ["without blanks and colons"]),
    ("- resources: [configmaps]\n  providers: [{aesgcm: {keys: [{name: a, secret: KEY}, {name: a, secret: KEY}]}}]\n", ["keys[1].name: Duplicate value"]),
    ("- resources: [configmaps]\n  providers: [{secretbox: {keys: [{name: a, secret: MARKERMARKERMARKERMARA==}]}}]\n", ["a key of 16 bytes", "one of 32"]),
    ("- resources: [configmaps]\n  providers: [{aesgcm: {keys: [{name: a, secret: 'MARKER!!'}]}}]\n", ["must be base64"]),
    ("- resources: [configmaps]\n  providers: [{aesgcm: {keys: {MARKER: MARKER}}}]\n", ["must be a list of objects"]),
    ("- resources: [configmaps]\n  providers: [{aesgcm: MARKER}]\n", ["must be an object"]),
    ("- resources: [configmaps]\n  providers: [{rot13: {}}]\n", ["resources[0].providers[0].rot13: Invalid value: unknown field"]),
    ("- resources: [configmaps]\n  providers: [{kms: {name: a, endpoint: 'unix:///x'}}]\n", ["apiVersion: Unsupported value: \"v1\""]),
    ("- resources: [configmaps]\n  providers: [{kms: {apiVersion: v2, name: a, endpoint: 'http://x'}}]\n", ["must be unix://"]),
    ("- resources: [configmaps]\n  providers: [{kms: {apiVersion: v2, name: a}}]\n", ["endpoint: Required value"]),
    ("- resources: [configmaps]\n  providers: [{kms: {apiVersion: v2, endpoint: 'unix:///x'}}]\n", ["name: Required value"]),
    ("- resources: [configmaps]\n  providers: [{kms: {apiVersion: v2, name: a, endpoint: 'unix:///x', timeout: 0s}}]\n", ["positive"]),
    ("- resources: [configmaps]\n  providers: [{kms: {apiVersion: v2, name: a, endpoint: 'unix:///x', cachesize: 5}}]\n", ["cachesize is not supported in v2"]),
    ("- resources: [secrets]\n  providers: [{identity: {}}]\n", ["resources[0].providers[0].identity: Forbidden", "never kept in clear"]),
    ("- resources: ['*.']\n  providers: [{identity: {}}]\n", ["never kept in clear"]),
    ("- resources: ['*']\n  providers: [{identity: {}}]\n", ["use *. for all"]),
    ("- resources: [pods.*]\n  providers: [{identity: {}}]\n", ["asterisk"]),
    ("- resources: [secrets, '*.']\n  providers: [{aesgcm: {keys: [{name: a, secret: KEY}]}}]\n", ["overlaps with \"*.\""]),
    ("- resources: [configmaps, configmaps]\n  providers: [{identity: {}}]\n", ["resources[0].resources[1]: Duplicate value"]),
    ("- resources: [Secrets]\n  providers: [{identity: {}}]\n", ["lower case"]),
  ])
  func `what is wrong is named with file, field and reason, and no key is repeated`(resources: String, expected: [String]) throws {
    let text = resources.replacing("KEY}", with: Self.key + "}")
    #expect { try read(text) } throws: { error in
      let message = "\(error)"
      return message.contains("/etc/enc.yaml:") && !message.contains("MARKER") && !message.contains(Self.key)
        && expected.allSatisfy { message.contains($0) }
    }
  }

  @Test func `another kind or version is refused`() {
    for head in ["apiVersion: v1\nkind: EncryptionConfig\n", "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthorizationConfiguration\n", "", "x: ["] {
      #expect(throws: ConfigurationFileError.self) { try EncryptionConfiguration(ConfigurationFile(Array(head.utf8), path: "f")) }
    }
  }
}
