import APIMachinery

/// A probe as the API has it (API reference: Probe), with named ports looked up.
struct ProbeSpec: Sendable, Equatable {
  struct HTTP: Sendable, Equatable {
    var scheme: String
    /// Empty for the pod's own address.
    var host: String
    var port: Int
    var path: String
    var headers: [[String]]
  }

  enum Handler: Sendable, Equatable {
    case exec([String])
    case http(HTTP)
    case tcp(host: String, port: Int)
    case grpc(port: Int, service: String)
    case invalid(String)
  }

  var handler: Handler
  var initialDelaySeconds: Int
  var timeoutSeconds: Int
  var periodSeconds: Int
  var successThreshold: Int
  var failureThreshold: Int
  /// Instead of the pod's, when this probe kills the container.
  var terminationGracePeriodSeconds: Int?

  init(_ value: Value, _ container: ContainerSpec) {
    func number(_ field: String, _ fallback: Int) -> Int { value[field]?.int.map { Int($0) } ?? fallback }
    handler = Handler(value, container)
    initialDelaySeconds = number("initialDelaySeconds", 0)
    timeoutSeconds = max(1, number("timeoutSeconds", 1))
    periodSeconds = max(1, number("periodSeconds", 10))
    successThreshold = max(1, number("successThreshold", 1))
    failureThreshold = max(1, number("failureThreshold", 3))
    terminationGracePeriodSeconds = value["terminationGracePeriodSeconds"]?.int.map { Int($0) }
  }
}

extension ProbeSpec.Handler {
  /// The handler of a probe or of a lifecycle hook.
  init(_ value: Value, _ container: ContainerSpec) {
    if let exec = value["exec"], !exec.isNull {
      self = .exec(exec["command"]?.array?.compactMap(\.string) ?? [])
    } else if let http = value["httpGet"], !http.isNull {
      guard let port = Self.port(http["port"], container) else {
        self = .invalid("couldn't find port: \(http["port"].map(JSON.text) ?? "none")")
        return
      }
      let path = http["path"]?.string ?? "/"
      self = .http(
        .init(
          scheme: (http["scheme"]?.string ?? "HTTP").lowercased(), host: http["host"]?.string ?? "", port: port,
          path: path.hasPrefix("/") ? path : "/" + path,
          headers: (http["httpHeaders"]?.array ?? []).map { [$0["name"]?.string ?? "", $0["value"]?.string ?? ""] }))
    } else if let tcp = value["tcpSocket"], !tcp.isNull {
      guard let port = Self.port(tcp["port"], container) else {
        self = .invalid("couldn't find port: \(tcp["port"].map(JSON.text) ?? "none")")
        return
      }
      self = .tcp(host: tcp["host"]?.string ?? "", port: port)
    } else if let grpc = value["grpc"], !grpc.isNull {
      self = .grpc(port: Int(grpc["port"]?.int ?? 0), service: grpc["service"]?.string ?? "")
    } else {
      self = .invalid("missing probe handler for container \(container.name)")
    }
  }

  private static func port(_ value: Value?, _ container: ContainerSpec) -> Int? {
    if let number = value?.int { return (1...65_535).contains(number) ? Int(number) : nil }
    guard let name = value?.string else { return nil }
    for port in container.value["ports"]?.array ?? [] where port["name"]?.string == name {
      return port["containerPort"]?.int.map { Int($0) }
    }
    return Int(name)
  }
}
