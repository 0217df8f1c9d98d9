import APIMachinery
import ArgumentParser

/// kctl autoscale.
struct Autoscale: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes a horizontal pod autoscaler for a deployment, replica set, stateful set or replication controller.",
    discussion: "kctl autoscale deployment/web --min=2 --max=10 --cpu-percent=80")

  @Argument(help: ArgumentHelp("TYPE NAME or TYPE/NAME", valueName: "resource")) var resources: [String] = []
  @OptionGroup var files: FileOptions
  @Option(help: ArgumentHelp("The least number of pods.", valueName: "count")) var min: Int64 = -1
  @Option(help: ArgumentHelp("The greatest number of pods.", valueName: "count")) var max: Int64 = -1
  @Option(help: ArgumentHelp("The share of the requested CPU that pods should use on average.", valueName: "percent"))
  var cpuPercent: Int64 = -1
  @Option(help: ArgumentHelp("The autoscaler's name. Default: the object's.", valueName: "name")) var name: String = ""
  @OptionGroup var options: CreateOptions

  func run() async throws {
    guard max != -1 else { throw CommandFailure("required flag(s) \"max\" not set") }
    guard max >= 1 else { throw CommandFailure("--max=MAXPODS is required and must be at least 1, max: \(max)") }
    guard max >= min else { throw CommandFailure("--max=MAXPODS must be larger or equal to --min=MINPODS, max: \(max), min: \(min)") }
    let session = try await options.cluster.session()
    var request = ObjectSelection(verb: "autoscale")
    request.arguments = resources
    request.manifests = files.paths.isEmpty ? [] : try await files.read(session.environment)
    let printer = try await options.output.printer(session.environment)
    for item in try await session.locate(request) {
      guard item.address.resource.subresources.contains("scale") else {
        throw CommandFailure("cannot autoscale a \(item.object.kind)")
      }
      let scaler = options.saved(scaler(for: item))
      let resource = APIResource(
        group: "autoscaling", version: "v2", kind: "HorizontalPodAutoscaler", plural: "horizontalpodautoscalers")
      let address = ObjectAddress(resource: resource, namespace: item.address.namespace, name: scaler.name)
      var created = scaler
      if options.dryRun.dryRun != .client {
        created = try await session.create(scaler, resource, namespace: address.namespace, try options.writeFlags())
      }
      try await printer.report("autoscaled", created, address, dryRun: options.dryRun.dryRun)
    }
  }

  private func scaler(for item: LocatedObject) -> Value {
    let metadata: Value = ["name": .string(name.isEmpty ? item.address.name : name)]
    var spec: Value = [
      "scaleTargetRef": [
        "apiVersion": .string(item.address.resource.groupVersion.description), "kind": .string(item.address.resource.kind),
        "name": .string(item.address.name),
      ],
      "maxReplicas": .int(max),
    ]
    if min > 0 { spec["minReplicas"] = .int(min) }
    if cpuPercent >= 0 {
      let target: Value = ["type": "Utilization", "averageUtilization": .int(cpuPercent)]
      spec["metrics"] = [["type": "Resource", "resource": ["name": "cpu", "target": target]]]
    }
    return ["apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": metadata, "spec": spec]
  }
}
