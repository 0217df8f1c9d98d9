import APIMachinery
import ArgumentParser

struct CreateIngress: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingress", abstract: "Creates an ingress.",
    discussion: "kctl create ingress web --class=nginx --rule=\"example.com/*=web:80,tls=web-cert\"", aliases: ["ing"])

  @Argument(help: "The ingress's name.") var name: String
  @Option(name: .customLong("class"), help: ArgumentHelp("The ingress class.", valueName: "name")) var ingressClass: String = ""
  @Option(help: ArgumentHelp(
    "A rule; a path that ends in * is a prefix. May be repeated.", valueName: "host/path=service:port[,tls[=secret]]"))
  var rule: [String] = []
  @Option(help: ArgumentHelp("The service for what no rule matches.", valueName: "service:port")) var defaultBackend: String = ""
  @Option(help: ArgumentHelp("An annotation. May be repeated.", valueName: "key=value")) var annotation: [String] = []
  @OptionGroup var options: CreateOptions

  func run() async throws {
    guard !rule.isEmpty || !defaultBackend.isEmpty else {
      throw CommandFailure(
        "not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) "
          + "or a list of rules (which catch specific paths)")
    }
    var metadata: Value = ["name": .string(name)]
    for entry in annotation {
      let pair = entry.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else { throw CommandFailure("\(entry) is an invalid annotation (must be key=value)") }
      metadata[path: "annotations", pair[0]] = .string(pair[1])
    }
    var spec = try IngressRules(rule).spec
    if !ingressClass.isEmpty { spec["ingressClassName"] = .string(ingressClass) }
    if !defaultBackend.isEmpty { spec["defaultBackend"] = try IngressRules.backend(defaultBackend) }
    let object: Value = ["apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": metadata, "spec": spec]
    try await options.create(object, plural: "ingresses")
  }
}

/// The rules of an ingress as the command line writes them; rules of one host are put together.
struct IngressRules {
  let spec: Value

  init(_ texts: [String]) throws(CommandFailure) {
    var hosts: [(host: String, paths: [Value])] = []
    var secured: [(secret: String, hosts: [String])] = []
    for text in texts {
      let parts = text.split(separator: ",", maxSplits: 1).map(String.init)
      let sides = (parts.first ?? "").split(separator: "=", maxSplits: 1).map(String.init)
      guard sides.count == 2, let slash = sides[0].firstIndex(of: "/") else {
        throw CommandFailure("rule \(text) is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]")
      }
      let host = String(sides[0][..<slash])
      var path = String(sides[0][slash...])
      let isPrefix = path.hasSuffix("*")
      if isPrefix { path.removeLast() }
      let entry: Value = [
        "path": .string(path), "pathType": isPrefix ? "Prefix" : "Exact", "backend": try Self.backend(sides[1]),
      ]
      if let position = hosts.firstIndex(where: { $0.host == host }) {
        hosts[position].paths.append(entry)
      } else {
        hosts.append((host, [entry]))
      }
      guard parts.count == 2 else { continue }
      let pair = parts[1].split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.first == "tls" else { throw CommandFailure("rule \(text) is invalid: expected tls or tls=secret after the comma") }
      let secret = pair.count == 2 ? pair[1] : ""
      if let position = secured.firstIndex(where: { $0.secret == secret }) {
        if !host.isEmpty, !secured[position].hosts.contains(host) { secured[position].hosts.append(host) }
      } else {
        secured.append((secret, host.isEmpty ? [] : [host]))
      }
    }
    var spec: Value = .object(Object())
    if !hosts.isEmpty {
      spec["rules"] = .array(hosts.map { host in
        var rule: Value = ["http": ["paths": .array(host.paths)]]
        if !host.host.isEmpty { rule["host"] = .string(host.host) }
        return rule
      })
    }
    if !secured.isEmpty {
      spec["tls"] = .array(secured.map { entry in
        var tls: Value = .object(Object())
        if !entry.hosts.isEmpty { tls["hosts"] = .array(entry.hosts.map { .string($0) }) }
        if !entry.secret.isEmpty { tls["secretName"] = .string(entry.secret) }
        return tls
      })
    }
    self.spec = spec
  }

  /// `web:80` or `web:http`.
  static func backend(_ text: String) throws(CommandFailure) -> Value {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw CommandFailure("the backend \(text) is invalid and should be in format servicename:serviceport")
    }
    let port: Value = Int64(parts[1]).map { ["number": .int($0)] } ?? ["name": .string(parts[1])]
    return ["service": ["name": .string(parts[0]), "port": port]]
  }
}
