import APIMachinery
import APIServer
import Client
import GitStore
import Store

/// `kctl secrets reencrypt`: POST seals everything anew that another key has sealed; GET tells what that would be.
struct ReencryptionEndpoint: Sendable {
  let git: GitStore
  let sealing: ClusterSealing
  /// Who asks, where no transport says it: the user of this process.
  var localUser: String?

  var endpoint: DaemonEndpoint {
    DaemonEndpoint("reencryption") { request in
      if ["GET", "POST"].contains(request.method) { try await sealing.expireFormer() }
      switch request.method {
      case "GET": return .json(Self.value(git.staleObjects()))
      case "POST":
        let user = DaemonEndpoint.author(request, localUser: localUser)
        var provenance = Provenance(user: user, verb: "reencrypt", userAgent: request.headers["User-Agent"] ?? "")
        // Nobody else comes this far.
        provenance.groups = ["system:masters"]
        return .json(Self.value(try await git.reseal(provenance)))
      default: throw DaemonEndpoint.methodNotAllowed
      }
    }
  }

  private static func value(_ counts: [GroupResource: Int]) -> Value {
    ["items": .array(counts.sorted { $0.key < $1.key }.map { ["resource": .string("\($0.key)"), "objects": .int(Int64($0.value))] })]
  }
}
