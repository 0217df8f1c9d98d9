import APIMachinery
import ArgumentParser

struct CreateCronJob: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cronjob", abstract: "Creates a cron job.",
    discussion: "kctl create cronjob tidy --image=localhost/busybox:demo --schedule=\"*/5 * * * *\" -- rm -rf /tmp/x", aliases: ["cj"])

  @Argument(help: "The cron job's name.") var name: String
  @Option(help: ArgumentHelp("The image to run.", valueName: "image")) var image: String
  @Option(help: ArgumentHelp("When to run, in cron's form.", valueName: "schedule")) var schedule: String
  @Option(help: ArgumentHelp("What to do when the container ends with an error.", valueName: "OnFailure|Never"))
  var restart: String = "OnFailure"
  @Argument(parsing: .postTerminator, help: "The command to run instead of the image's.") var command: [String] = []
  @OptionGroup var options: CreateOptions

  func run() async throws {
    var container: Value = ["name": .string(name), "image": .string(image)]
    if !command.isEmpty { container["command"] = .array(command.map { .string($0) }) }
    let object: Value = [
      "apiVersion": "batch/v1", "kind": "CronJob", "metadata": ["name": .string(name)],
      "spec": [
        "schedule": .string(schedule),
        "jobTemplate": [
          "metadata": ["name": .string(name)],
          "spec": ["template": ["spec": ["containers": [container], "restartPolicy": .string(restart)]]],
        ],
      ],
    ]
    try await options.create(object, plural: "cronjobs")
  }
}
