import APIMachinery
import APISchemas
import ArgumentParser
import Basics

/// kctl certs.
struct Certs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists, checks and renews the certificates that the daemon uses.", discussion: "kctl certs",
    subcommands: [CertsList.self, CertsCheck.self, CertsRenew.self], defaultSubcommand: CertsList.self)
}

struct CertsList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the certificates and when they run out.",
    discussion: "kctl certs list", aliases: ["ls"])

  @Flag(help: "Prints no column headers.") var noHeaders = false
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    try await DaemonCertificates.print(try await DaemonCertificates.get(session), session, headers: !noHeaders)
  }
}

struct CertsCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Fails when a certificate has run out, will soon, or isn't by the cluster's authority.",
    discussion: "kctl certs check")

  @Option(help: ArgumentHelp("How long each must hold at least.", valueName: "duration")) var within = "1h"
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    let least = try GoDuration.parse(within, option: "within")
    var problems: [String] = []
    for certificate in try await DaemonCertificates.get(session)["items"]?.array ?? [] {
      let name = certificate["name"]?.string ?? ""
      if let problem = certificate["problem"]?.string { problems.append("\(name): \(problem)") }
      guard let end = certificate["notAfter"]?.string.flatMap({ Timestamp(rfc3339: $0) }) else { continue }
      let left = end - session.environment.clock.now
      if left <= .zero {
        problems.append("\(name): ran out at \(end.rfc3339)")
      } else if left < least {
        problems.append("\(name): runs out in \(HumanDuration.text(left))")
      }
    }
    guard problems.isEmpty else { throw CommandFailure(problems.joined(separator: "\n")) }
    try await session.console.line("every certificate is good")
  }
}

struct CertsRenew: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "renew", abstract: "Makes all but the authority's anew; the daemon shows the new ones from then on.",
    discussion: "kctl certs renew")

  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    try await DaemonCertificates.print(try await DaemonCertificates.renew(session), session, headers: true)
  }
}

private enum DaemonCertificates {
  static let path = "/apis/kctl.dev/v1alpha1/certificates"

  static func get(_ session: ClusterSession) async throws -> Value { try await session.callDaemon("GET", path) }
  static func renew(_ session: ClusterSession) async throws -> Value { try await session.callDaemon("POST", path, body: [:]) }

  static func print(_ list: Value, _ session: ClusterSession, headers: Bool) async throws {
    var columns = ColumnWriter()
    if headers { columns.add(["NAME", "SUBJECT", "SIGNED BY", "EXPIRES", "LEFT", "FILE"]) }
    for certificate in list["items"]?.array ?? [] {
      func field(_ key: String) -> String { certificate[key]?.string ?? "" }
      let left = Timestamp(rfc3339: field("notAfter")).map { $0 - session.environment.clock.now } ?? .zero
      columns.add([
        field("name"), field("subject"), field("issuer"), field("notAfter"), left > .zero ? HumanDuration.text(left) : "<expired>",
        field("file"),
      ])
    }
    try await session.console.write(columns.flush())
  }
}
