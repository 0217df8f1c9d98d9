import APIMachinery
import ArgumentParser

struct CreateJob: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "job", abstract: "Creates a job.", discussion: "kctl create job hello --image=localhost/busybox:demo -- echo hello")

  @Argument(help: "The job's name.") var name: String
  @Option(help: ArgumentHelp("The image to run.", valueName: "image")) var image: String
  @Argument(parsing: .postTerminator, help: "The command to run instead of the image's.") var command: [String] = []
  @OptionGroup var options: CreateOptions

  func run() async throws {
    var container: Value = ["name": .string(name), "image": .string(image)]
    if !command.isEmpty { container["command"] = .array(command.map { .string($0) }) }
    let object: Value = [
      "apiVersion": "batch/v1", "kind": "Job", "metadata": ["name": .string(name)],
      "spec": ["template": ["spec": ["containers": [container], "restartPolicy": "Never"]]],
    ]
    try await options.create(object, plural: "jobs")
  }
}
