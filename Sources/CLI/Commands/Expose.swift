import APIMachinery
import ArgumentParser

/// kctl expose.
struct Expose: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes a service for the pods of a pod, service, replication controller, replica set or deployment.",
    discussion: """
      kctl expose deployment/web --port=80 --target-port=8080
      kctl expose pod web-1 --port=80 --name=web --type=NodePort
      """)

  @Argument(help: ArgumentHelp("TYPE NAME or TYPE/NAME", valueName: "resource")) var resources: [String] = []
  @OptionGroup var files: FileOptions
  @Option(help: ArgumentHelp("The service's port. Default: the ports of the containers.", valueName: "port")) var port: String = ""
  @Option(help: ArgumentHelp("The containers' port, by number or name.", valueName: "port")) var targetPort: String = ""
  @Option(name: .customLong("protocol"), help: ArgumentHelp("TCP, UDP or SCTP.", valueName: "protocol")) var proto: String = ""
  @Option(help: ArgumentHelp("The service's name. Default: the object's.", valueName: "name")) var name: String = ""
  @Option(help: ArgumentHelp("The kind of service.", valueName: "ClusterIP|NodePort|LoadBalancer|ExternalName")) var type: String = ""
  @Option(name: .customLong("cluster-ip"), help: ArgumentHelp("An address of one's own choice, or None.", valueName: "ip"))
  var clusterIP: String = ""
  @Option(name: .customLong("external-ip"),
    help: ArgumentHelp("An address outside the cluster that the service answers at.", valueName: "ip"))
  var externalIP: String = ""
  @Option(help: ArgumentHelp("Whether a client stays with one pod.", valueName: "None|ClientIP")) var sessionAffinity: String = ""
  @Option(help: ArgumentHelp("The pods, such as app=web. Default: the object's own selector.", valueName: "selector"))
  var selector: String = ""
  @Option(name: [.customShort("l", allowingJoined: true), .long],
    help: ArgumentHelp("The service's labels. Default: the object's.", valueName: "labels")) var labels: String = ""
  @Option(name: .customLong("load-balancer-ip"), help: ArgumentHelp("The address that a load balancer should have.", valueName: "ip"))
  var loadBalancerIP: String = ""
  @OptionGroup var overrides: ObjectOverrides
  @OptionGroup var options: CreateOptions

  func run() async throws {
    let session = try await options.cluster.session()
    var request = ObjectSelection(verb: "expose")
    request.arguments = resources
    request.manifests = files.paths.isEmpty ? [] : try await files.read(session.environment)
    let printer = try await options.output.printer(session.environment)
    for item in try await session.locate(request) {
      let service = options.saved(try overrides.applied(to: try service(for: item)))
      let resource = APIResource(group: "", version: "v1", kind: "Service", plural: "services")
      let address = ObjectAddress(resource: resource, namespace: item.address.namespace, name: service.name)
      var created = service
      if options.dryRun.dryRun != .client {
        created = try await session.create(service, resource, namespace: address.namespace, try options.writeFlags())
      }
      // kubectl speaks of the service here, and not of the object that was exposed.
      try await printer.report("exposed", created, address, dryRun: options.dryRun.dryRun)
    }
  }

  private func service(for item: LocatedObject) throws -> Value {
    let object = item.object
    var metadata: Value = ["name": .string(name.isEmpty ? object.name : name)]
    if let namespace = item.address.namespace { metadata["namespace"] = .string(namespace) }
    let own = labels.isEmpty ? object.labels : try SelectorText.value(labels)["matchLabels"]?.stringMap ?? [:]
    if !own.isEmpty { metadata["labels"] = Self.map(own) }
    let pods = try selector.isEmpty ? ExposedPods.labels(of: object) : SelectorText.value(selector)["matchLabels"]?.stringMap ?? [:]
    var spec: Value = ["selector": Self.map(pods), "ports": .array(try ports(of: object))]
    if !type.isEmpty { spec["type"] = .string(type) }
    if !clusterIP.isEmpty { spec["clusterIP"] = .string(clusterIP) }
    if !externalIP.isEmpty { spec["externalIPs"] = [.string(externalIP)] }
    if !loadBalancerIP.isEmpty { spec["loadBalancerIP"] = .string(loadBalancerIP) }
    if !sessionAffinity.isEmpty { spec["sessionAffinity"] = .string(sessionAffinity) }
    return ["apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": spec]
  }

  private func ports(of object: Value) throws -> [Value] {
    let found = port.isEmpty
      ? ExposedPods.ports(of: object)
      : port.split(separator: ",").map { (number: Int64($0) ?? 0, proto: proto.isEmpty ? "TCP" : proto) }
    guard !found.isEmpty else { throw CommandFailure("couldn't find port via --port flag or introspection") }
    return try found.enumerated().map { position, port in
      guard (1...65535).contains(port.number) else { throw CommandFailure("invalid port \"\(self.port)\"") }
      var value: Value = ["port": .int(port.number), "protocol": .string(proto.isEmpty ? port.proto : proto)]
      value["targetPort"] = targetPort.isEmpty ? .int(port.number) : Int64(targetPort).map { .int($0) } ?? .string(targetPort)
      if found.count > 1 { value["name"] = .string("port-\(position + 1)") }
      return value
    }
  }

  private static func map(_ labels: [String: String]) -> Value {
    .object(Object(labels.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
  }
}

/// What a service needs to know of the pods that an object stands for.
enum ExposedPods {
  static func labels(of object: Value) throws(CommandFailure) -> [String: String] {
    switch object.kind {
    case "Pod":
      guard !object.labels.isEmpty else {
        throw CommandFailure("couldn't retrieve selectors via --selector flag or introspection: "
            + "the pod has no labels and cannot be exposed")
      }
      return object.labels
    case "Service", "ReplicationController": return object[path: "spec", "selector"]?.stringMap ?? [:]
    case "Deployment", "ReplicaSet":
      guard object[path: "spec", "selector", "matchExpressions"]?.array?.isEmpty ?? true else {
        throw CommandFailure("couldn't retrieve selectors via --selector flag or introspection: "
            + "couldn't convert expressions to map-based selector format")
      }
      return object[path: "spec", "selector", "matchLabels"]?.stringMap ?? [:]
    default: throw CommandFailure("cannot expose a \(object.kind)")
    }
  }

  static func ports(of object: Value) -> [(number: Int64, proto: String)] {
    let isService = object.kind == "Service"
    let containers = isService ? [] : (try? PodSpecPath.of(object)).flatMap { object[path: $0 + ["containers"]]?.array } ?? []
    let ports = isService ? object[path: "spec", "ports"]?.array ?? [] : containers.flatMap { $0["ports"]?.array ?? [] }
    return ports.compactMap { port in
      port[isService ? "port" : "containerPort"]?.int.map { ($0, port["protocol"]?.string ?? "TCP") }
    }
  }
}
