import APIMachinery
import APISchemas
import Basics
import Client

extension APIServer {
  /// Whether the path is one whose requests are passed on, with bodies of any length.
  public func passesOn(_ path: String) -> Bool { ProxyPath(path) != nil || (path.hasPrefix("/apis/") && aggregator.api(at: path) != nil) }

  /// Passes a request on to what a pod, a service's endpoint or a node serves.
  func answerProxy(_ resource: ResourceRequest, _ request: HTTPRequest) async throws(StatusError) -> HTTPResponse {
    guard let path = ProxyPath(request.path) else { throw .unknownPath() }
    guard let name = ProxyName(resource.name) else {
      throw .badRequest("invalid \(resource.definition.kind.lowercased()) request \"\(resource.name)\"")
    }
    var owner = resource
    owner.name = name.name
    let object = try get(owner, resourceVersion: "").decoded()
    if path.rest.isEmpty, request.headers["Upgrade"] == nil, ["GET", "HEAD"].contains(request.method) {
      let query = request.query.isEmpty ? "" : "?" + request.query
      return HTTPResponse(301, headers: ["Location": request.path + "/" + query])
    }
    let destination: ProxyDestination
    switch resource.definition.plural {
    case "pods": destination = try Self.destination(ofPod: object, name)
    case "services":
      let all = try ServiceTarget(snapshot: store.snapshot(), service: object, name: name).destinations()
      destination = all[random.below(all.count)]
    default:
      guard !name.port.isEmpty, name.port != Self.kubeletPort(object) else {
        return try await askKubelet(object, request, path)
      }
      destination = try Self.destination(ofNode: object, name)
    }
    try Self.checkProxyable(destination.host)
    return try await pass(request, on: path, to: destination)
  }

  private func pass(_ request: HTTPRequest, on path: ProxyPath, to destination: ProxyDestination) async throws(StatusError) -> HTTPResponse {
    guard let proxy = configuration.proxy else { throw .notImplemented("proxying") }
    let headers = ProxyHeaders(path: path, destination: destination)
    do {
      return headers.response(try await proxy.send(headers.request(request), to: destination), to: request)
    } catch {
      throw StatusError(503, .serviceUnavailable, "error trying to reach service: \(error)")
    }
  }

  private func askKubelet(_ node: Value, _ request: HTTPRequest, _ path: ProxyPath) async throws(StatusError) -> HTTPResponse {
    switch try link(toNode: node.name) {
    case .local(let connection):
      let headers = ProxyHeaders(path: path, destination: ProxyDestination(host: "", port: 0))
      return await connection.answer(headers.request(request))
    case .remote(let kubelet): return try await kubelet.pass(request, on: path)
    }
  }

  /// The named or numbered port, else the first that a container declares, else the scheme's.
  private static func destination(ofPod pod: Value, _ name: ProxyName) throws(StatusError) -> ProxyDestination {
    let ports = (pod[path: "spec", "containers"]?.array ?? []).flatMap { $0["ports"]?.array ?? [] }
    let fallback = name.isSecure ? 443 : 80
    let port: Int
    if let number = Int(name.port) {
      port = number
    } else if name.port.isEmpty {
      port = ports.first?["containerPort"]?.int.map { Int($0) } ?? fallback
    } else {
      guard let declared = ports.first(where: { $0["name"]?.string == name.port })?["containerPort"]?.int else {
        throw .badRequest("pod \(pod.name) has no port named \"\(name.port)\"")
      }
      port = Int(declared)
    }
    guard (1...65_535).contains(port) else { throw .badRequest("invalid pod request \"\(name.name):\(name.port)\"") }
    return ProxyDestination(isSecure: name.isSecure, host: pod[path: "status", "podIP"]?.string ?? "", port: port)
  }

  private static func destination(ofNode node: Value, _ name: ProxyName) throws(StatusError) -> ProxyDestination {
    guard let port = Int(name.port), (1...65_535).contains(port) else { throw .badRequest("invalid node request \"\(name.name):\(name.port)\"") }
    let addresses = node[path: "status", "addresses"]?.array ?? []
    let address = ["InternalIP", "ExternalIP"].lazy.compactMap { type in addresses.first { $0["type"]?.string == type }?["address"]?.string }.first
    return ProxyDestination(isSecure: name.isSecure, host: address ?? "", port: port)
  }

  private static func kubeletPort(_ node: Value) -> String {
    String(node[path: "status", "daemonEndpoints", "kubeletEndpoint", "Port"]?.int ?? 10_250)
  }

  /// A pod may claim any address in its status: none that means this server's own host is reached.
  static func checkProxyable(_ host: String) throws(StatusError) {
    guard let address = IPAddress(host) else { throw .badRequest("address not allowed") }
    let bytes = address.unmapped.bytes
    let isUnspecified = bytes.allSatisfy { $0 == 0 }
    let isForbidden =
      bytes.count == 16
      ? bytes.dropLast().allSatisfy { $0 == 0 } || bytes[0] == 0xff || bytes[0] == 0xfe && bytes[1] & 0xc0 == 0x80
      : bytes[0] == 127 || bytes[0] >= 224 || bytes[0] == 169 && bytes[1] == 254
    if isUnspecified || isForbidden { throw .badRequest("address not allowed") }
  }
}
