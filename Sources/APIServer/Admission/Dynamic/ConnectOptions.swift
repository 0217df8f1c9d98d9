import APIMachinery
import Client

/// The options of a connection as webhooks and policies are shown them: PodExecOptions and its like (API reference).
enum ConnectOptions {
  private static let flags = ["stdin", "stdout", "stderr", "tty"]

  /// `path`: what a proxy's target is asked for.
  static func value(_ request: ResourceRequest, _ query: QueryParameters, path: String) -> Value {
    var options: Value = ["kind": .string(request.bodyKind.kind), "apiVersion": .string(request.bodyKind.groupVersion.description)]
    switch request.subresource {
    case "exec", "attach":
      for flag in flags where query.bool(flag) == true { options[flag] = true }
      if let container = query["container"], !container.isEmpty { options["container"] = .string(container) }
      if request.subresource == "exec" { options["command"] = .array(query.all("command").map { .string($0) }) }
    case "portforward":
      let ports = query.all("ports").flatMap { $0.split(separator: ",") }.compactMap { Int64($0) }
      if !ports.isEmpty { options["ports"] = .array(ports.map { .int($0) }) }
    default:
      if !path.isEmpty { options["path"] = .string(path) }
    }
    return options
  }
}
