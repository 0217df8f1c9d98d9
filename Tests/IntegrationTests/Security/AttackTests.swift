import Foundation
import Testing

/// What outsiders send to a real daemon: refused to the last case, with the right code, and the daemon goes on. What the parts refuse by
/// themselves is tested beside them; `SecurityMap` says where.
@Suite(.serialized) struct AttackTests {
  private static func base64URL(_ text: String) -> String {
    Data(text.utf8).base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
  }

  private static func text(base64URL text: String) -> String {
    let plain = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
    return String(decoding: Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)) ?? Data(), as: UTF8.self)
  }

  /// The token's content under another header, signed with a text that everybody knows.
  private static func keyed(_ parts: [String], _ secret: String, _ algorithm: String, _ daemon: TestDaemon) throws -> String {
    let header = text(base64URL: parts[0]).replacingOccurrences(of: #""alg":"[A-Z0-9]+""#, with: "\"alg\":\"\(algorithm)\"", options: .regularExpression)
    let head = base64URL(header) + "." + parts[1]
    try secret.write(toFile: daemon.directory + "/secret", atomically: true, encoding: .utf8)
    let mac = try Command(
      arguments: ["bash", "-c", "printf %s '\(head)' | openssl dgst -sha256 -mac HMAC -macopt hexkey:$(od -An -v -tx1 secret | tr -d ' \\n') -binary | base64 -w0 | tr '+/' '-_' | tr -d ="],
      directory: daemon.directory
    ).run().output
    return head + "." + mac
  }

  @Test func `tokens that were made up, replayed for another audience or signed with the wrong key are nobody's`() throws {
    try TestDaemon.with(components: "apiserver,controller-manager") { daemon in
      try eventually("the account is there") { try daemon.kctl("create", "serviceaccount", "robot").status == 0 }
      func issued(_ arguments: String...) throws -> String {
        try Command(arguments: [TestDaemon.kctl, "create", "token", "robot"] + arguments, environment: ["KUBECONFIG": daemon.kubeconfig]).run()
          .output.trimmingCharacters(in: .whitespacesAndNewlines)
      }
      func status(_ token: String) throws -> Int { try Intruder(daemon, .token(token)).ask("GET", "/api/v1").status }
      let good = try issued()
      #expect(try status(good) == 200)
      let parts = good.split(separator: ".").map(String.init)
      let other = Self.base64URL(Self.text(base64URL: parts[1]).replacingOccurrences(of: "robot", with: "admin"))
      let publicKey = try Command(arguments: ["openssl", "pkey", "-in", daemon.dataDirectory + "/pki/sa.key", "-pubout"]).run().output
      let authority = try String(contentsOfFile: daemon.dataDirectory + "/pki/ca.crt", encoding: .utf8)
      #expect(publicKey.contains("PUBLIC KEY") && authority.contains("CERTIFICATE"))
      let none = Self.base64URL(#"{"alg":"none"}"#)
      let forged: [String] = [
        "\(none).\(parts[1]).", "\(none).\(other).", "\(none).\(parts[1]).\(parts[2])", Self.base64URL(#"{"alg":"None","typ":"JWT"}"#) + ".\(parts[1]).\(parts[2])",
        "\(parts[0]).\(other).\(parts[2])", "\(parts[0]).\(parts[1]).", "\(parts[0]).\(parts[1])", "\(parts[0])..\(parts[2])", good + ".", "." + good, good + "=", good + "%00",
        try Self.keyed(parts, publicKey, "HS256", daemon), try Self.keyed(parts, authority, "HS256", daemon), try Self.keyed(parts, "x", "HS256", daemon),
        try Self.keyed(parts, publicKey, "ES256", daemon), try issued("--audience", "vault"), String(repeating: "a.", count: 300), "null", "..", "Bearer \(good)",
      ]
      for token in forged { #expect(try status(token) == 401, "\(token.prefix(100))") }
      // In places where no token is looked for, the right one is nothing either.
      var anonymous = try Intruder(daemon)
      #expect(try anonymous.ask("GET", "/api/v1?access_token=\(good)").status == 403)
      for header in [
        "X-Authorization: Bearer \(good)", "Cookie: token=\(good)", "Authorization: Basic \(Data("robot:\(good)".utf8).base64EncodedString())", "Proxy-Authorization: Bearer \(good)",
        "X-Remote-User: system:admin", "X-Remote-Group: system:masters", "Impersonate-User: system:admin", "X-Forwarded-Client-Cert: CN=system:admin",
      ] {
        anonymous.headers = [header]
        #expect([401, 403].contains(try anonymous.ask("GET", "/api/v1").status), "\(header.prefix(40))")
      }
      #expect(try daemon.kctl("delete", "serviceaccount", "robot").status == 0)
      #expect(try status(good) == 401, "a token dies with its account")
    }
  }

  @Test func `paths, bodies and credentials that were made to harm are refused, and the daemon serves on`() throws {
    try TestDaemon.with(components: "apiserver") { daemon in
      try Intruder.certificate(daemon, "root", subject: "/O=system:masters/CN=root")
      let nobody = try Intruder(daemon)
      let paths: [String] = [
        "/healthz/../api/v1/nodes", "/healthz/%2e%2e/api/v1/nodes", "/healthz%2f..%2fapi%2fv1%2fnodes", "/./api/v1/nodes", "//api//v1//nodes", "/livez/..%2fmetrics", "/version/%2e%2e/metrics",
        "/api/v1/nodes%00", "/%", "/%zz", "/" + String(repeating: "a/", count: 5_000), "/api/v1/nodes?" + String(repeating: "a=b&", count: 500),
      ]
      for path in paths {
        let answer = try nobody.ask("GET", path)
        #expect((400..<500).contains(answer.status), "\(path.prefix(60)): \(answer)")
      }
      let root = try Intruder(daemon, .certificate("root"))
      let maps = "/api/v1/namespaces/default/configmaps"
      let aliases = (1...9).map { "a\($0): &a\($0) [" + Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ",") + "]" }.joined(separator: "\n")
      let bodies: [(name: String, body: String, type: String, codes: [Int])] = [
        ("alias bomb", "a0: &a0 [x,x,x,x,x,x,x,x,x]\n\(aliases)\n", "application/yaml", [400]),
        ("deep JSON", String(repeating: "[", count: 500_000), "application/json", [400]),
        ("deep object", String(repeating: #"{"a":"#, count: 200_000), "application/json", [400]), ("deep YAML", String(repeating: "[", count: 200_000), "application/yaml", [400]),
        ("too large", #"{"metadata":{"name":"a"},"data":{"a":""# + String(repeating: "x", count: 4 << 20) + #""}}"#, "application/json", [413]),
        ("too large for an object", #"{"metadata":{"name":"a"},"data":{"a":""# + String(repeating: "x", count: 2 << 20) + #""}}"#, "application/json", [413, 422]),
        ("numbers", #"{"metadata":{"name":"a","generation":1e999}}"#, "application/json", [400, 422]), ("bytes", "\u{1}\u{2}k8s\0\u{ff}", "application/vnd.kubernetes.protobuf", [400]),
        ("nothing", "", "application/json", [400]), ("another type", "a", "text/plain", [415]), ("a list", "[]", "application/json", [400]),
      ]
      for (name, body, type, codes) in bodies {
        let answer = try root.ask("POST", maps, body, type: type)
        #expect(codes.contains(answer.status), "\(name): \(answer)")
      }
      // What is packed isn't unpacked: a few kilobytes stay a few kilobytes.
      let packed = try Command(
        arguments: [
          "bash", "-c",
          "head -c 300000000 /dev/zero | gzip -1 | curl -sS -o /dev/null -w '%{http_code}' --cacert $PKI/ca.crt --cert root.crt --key root.key -H 'Content-Encoding: gzip' -H 'Content-Type: application/json' --data-binary @- \(root.server)\(maps)",
        ], environment: ["PKI": daemon.dataDirectory + "/pki"], directory: daemon.directory
      ).run()
      #expect(["400", "413", "415"].contains(packed.output), "\(packed)")
      // Certificates of somebody else's authority, and of none; old protocols and ciphers, and that it isn't for those alone.
      let foreign = try Command(
        arguments: [
          "bash", "-c",
          """
          openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout own.key -out own.crt -subj '/O=system:masters/CN=root' -days 1 2>/dev/null
          curl -sS --cacert $PKI/ca.crt --cert own.crt --key own.key -o /dev/null -w '%{http_code}' \(root.server)/api/v1/nodes
          curl -sS --cacert $PKI/ca.crt --tls-max 1.1 -o /dev/null -w ' %{http_code}' \(root.server)/healthz
          curl -sS --cacert $PKI/ca.crt --tls-max 1.2 --ciphers ECDHE-ECDSA-AES128-SHA -o /dev/null -w ' %{http_code}' \(root.server)/healthz
          curl -sS --cacert $PKI/ca.crt --tls-max 1.2 -o /dev/null -w ' %{http_code}' \(root.server)/healthz
          """,
        ], environment: ["PKI": daemon.dataDirectory + "/pki"], directory: daemon.directory
      ).run()
      #expect(foreign.output == "000 000 000 200", "\(foreign)")
      let plain = try Command(arguments: ["curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", root.server.replacingOccurrences(of: "https", with: "http") + "/healthz"]).run()
      #expect(!plain.output.hasPrefix("2"), "\(plain)")
      #expect(try root.ask("GET", "/readyz").body == "ok" && daemon.kctl("get", "configmaps").status == 0)
      #expect(try root.ask("GET", maps + "/a").status == 404)
    }
  }
}
