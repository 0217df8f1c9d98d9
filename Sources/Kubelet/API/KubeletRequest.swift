import APIMachinery

/// What a request to the kubelet's API asks for, in the terms of authorization (kubernetes.io, "Kubelet authentication/authorization").
struct KubeletRequest: Hashable {
  var verb: String
  /// Subresources of the node, of which one must be allowed, the narrowest first.
  var subresources: [String]

  init(method: String, path: String) {
    verb =
      switch method {
      case "POST": "create"
      case "GET", "HEAD": "get"
      case "PUT": "update"
      case "PATCH": "patch"
      case "DELETE": "delete"
      default: method.lowercased()
      }
    switch path.split(separator: "/").first {
    case "stats": subresources = ["stats"]
    case "metrics": subresources = ["metrics"]
    case "logs": subresources = ["log"]
    case "checkpoint": subresources = ["checkpoint"]
    case "pods", "runningpods": subresources = ["pods", "proxy"]
    case "healthz": subresources = ["healthz", "proxy"]
    case "configz": subresources = ["configz", "proxy"]
    default: subresources = ["proxy"]
    }
  }
}
