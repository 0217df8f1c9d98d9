import APIMachinery
import ArgumentParser

struct CreateJob: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "job", abstract: "Creates a job.", discussion: "kctl create job hello --image=localhost/busybox:demo -- echo hello")

  @Argument(help: "The job's name.") var name: String
  @Option(help: ArgumentHelp("The image to run.", valueName: "image")) var image: String = ""
  @Option(help: ArgumentHelp("A cron job to run once, now.", valueName: "cronjob/name")) var from: String = ""
  @Argument(parsing: .postTerminator, help: "The command to run instead of the image's.") var command: [String] = []
  @OptionGroup var options: CreateOptions

  func run() async throws {
    guard image.isEmpty != from.isEmpty else { throw CommandFailure("either --image or --from must be specified") }
    guard from.isEmpty else {
      if !command.isEmpty { throw CommandFailure("cannot specify --from and command") }
      return try await options.create(try await template(), plural: "jobs")
    }
    var container: Value = ["name": .string(name), "image": .string(image)]
    if !command.isEmpty { container["command"] = .array(command.map { .string($0) }) }
    let object: Value = [
      "apiVersion": "batch/v1", "kind": "Job", "metadata": ["name": .string(name)],
      "spec": ["template": ["spec": ["containers": [container], "restartPolicy": "Never"]]],
    ]
    try await options.create(object, plural: "jobs")
  }

  /// The job that a cron job would start, marked as kubectl marks it.
  private func template() async throws -> Value {
    let session = try await options.cluster.session()
    var request = ObjectSelection(verb: "create job")
    request.arguments = [from]
    guard let cronJob = try await session.locate(request).first?.object, cronJob.kind == "CronJob" else {
      throw CommandFailure("from must be an existing cronjob")
    }
    let template = cronJob[path: "spec", "jobTemplate"] ?? .null
    var metadata: Value = ["name": .string(name)]
    metadata["annotations"] = template["metadata"]?["annotations"]
    metadata[path: "annotations", "cronjob.kubernetes.io/instantiate"] = "manual"
    if let labels = template["metadata"]?["labels"] { metadata["labels"] = labels }
    metadata["ownerReferences"] = [[
      "apiVersion": .string(cronJob.apiVersion), "kind": "CronJob", "name": .string(cronJob.name), "uid": .string(cronJob.uid),
      "controller": true,
    ]]
    return ["apiVersion": "batch/v1", "kind": "Job", "metadata": metadata, "spec": template["spec"] ?? .null]
  }
}
