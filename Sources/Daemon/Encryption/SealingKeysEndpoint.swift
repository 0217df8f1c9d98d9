import APIMachinery
import Client
import GitStore

/// `kctl secrets sealing-key`: GET tells which keys people's sealed values open with, POST makes a new one that is sealed to from then on,
/// DELETE with `id` forgets one of before.
struct SealingKeysEndpoint: Sendable {
  let sealing: ClusterSealing

  var endpoint: DaemonEndpoint {
    DaemonEndpoint("sealingkeys") { request in
      switch request.method {
      case "GET": return .json(Self.value(try await sealing.ids()))
      case "POST": return .json(Self.value(try await sealing.renew()))
      case "DELETE": return .json(Self.value(try await sealing.drop(request.parameter("id") ?? "")))
      default: throw DaemonEndpoint.methodNotAllowed
      }
    }
  }

  private static func value(_ keys: PublishedSealingKeys) -> Value {
    var items: [Value] = [["id": .string(keys.current.id), "current": true, "key": .string(keys.current.text)]]
    for id in keys.formerIDs.sorted() { items.append(["id": .string(id), "current": false]) }
    return ["items": .array(items)]
  }
}
