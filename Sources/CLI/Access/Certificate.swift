import APIMachinery
import ArgumentParser
import Client

/// kctl certificate.
struct Certificate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Approves or denies certificate signing requests.", discussion: "kctl certificate approve csr-1",
    subcommands: [CertificateApprove.self, CertificateDeny.self])
}

struct CertificateApprove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "approve", abstract: "Approves certificate signing requests.",
    discussion: "kctl certificate approve csr-1")
  @OptionGroup var options: CertificateOptions

  func run() async throws { try await options.decide(type: "Approved", reason: "KubectlApprove", action: "approved") }
}

struct CertificateDeny: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "deny", abstract: "Denies certificate signing requests.",
    discussion: "kctl certificate deny csr-1")
  @OptionGroup var options: CertificateOptions

  func run() async throws { try await options.decide(type: "Denied", reason: "KubectlDeny", action: "denied") }
}

struct CertificateOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The requests' names", valueName: "name")) var names: [String] = []
  @OptionGroup var files: FileOptions
  @Flag(help: "Decides again what has been decided.") var force = false
  @OptionGroup var output: OutputOptions
  @OptionGroup var cluster: ClusterOptions
  init() {}

  func decide(type: String, reason: String, action: String) async throws {
    guard !names.isEmpty || !files.paths.isEmpty else {
      throw CommandFailure("one or more CSRs must be specified as <name> or -f <filename>")
    }
    let session = try await cluster.session()
    let printer = try await output.printer(session.environment)
    var request = ObjectSelection(verb: "certificate")
    request.arguments = names.isEmpty ? [] : ["certificatesigningrequests.certificates.k8s.io"] + names
    request.manifests = files.paths.isEmpty ? [] : try await files.read(session.environment)
    for item in try await session.locate(request) {
      var conditions = item.object[path: "status", "conditions"]?.array ?? []
      let isThere = conditions.contains { $0["type"]?.string == type }
      var changed = item.object
      if !isThere || force {
        conditions.removeAll { $0["type"]?.string == type }
        conditions.append([
          "type": .string(type), "status": "True", "reason": .string(reason),
          "message": .string("This CSR was \(action) by kctl certificate \(type == "Denied" ? "deny" : "approve")."),
          "lastUpdateTime": .string(session.now.rfc3339),
        ])
        changed[path: "status", "conditions"] = .array(conditions)
        changed = try await session.update(changed, at: item.address, subresource: "approval", WriteFlags())
      }
      try await printer.report(action, changed, item.address)
    }
  }
}
