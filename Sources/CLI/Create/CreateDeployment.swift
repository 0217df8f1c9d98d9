import APIMachinery
import ArgumentParser

struct CreateDeployment: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deployment", abstract: "Creates a deployment.",
    discussion: """
      kctl create deployment web --image=localhost/busybox:demo --replicas=2 --port=8080
      kctl create deployment web --image=localhost/busybox:demo -- httpd -f -p 8080
      """, aliases: ["deploy"])

  @Argument(help: "The deployment's name.") var name: String
  @Option(help: ArgumentHelp("An image to run. May be repeated: one container each.", valueName: "image")) var image: [String] = []
  @Option(name: [.customShort("r", allowingJoined: true), .long], help: ArgumentHelp("How many pods.", valueName: "count"))
  var replicas: Int = 1
  @Option(help: ArgumentHelp("The port that the container listens on.", valueName: "port")) var port: Int?
  @Argument(parsing: .postTerminator, help: "The command to run instead of the image's.") var command: [String] = []
  @OptionGroup var options: CreateOptions

  func run() async throws {
    guard !image.isEmpty else { throw CommandFailure("required flag(s) \"image\" not set") }
    if image.count > 1, !command.isEmpty { throw CommandFailure("cannot specify multiple --image options and command") }
    let containers = PodContainers.containers(images: image).enumerated().map { position, container in
      var container = container
      if position == 0, let port { container["ports"] = [["containerPort": .int(Int64(port))]] }
      if !command.isEmpty { container["command"] = .array(command.map { .string($0) }) }
      return container
    }
    let labels: Value = ["app": .string(name)]
    let object: Value = [
      "apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": .string(name), "labels": labels],
      "spec": [
        "replicas": .int(Int64(replicas)), "selector": ["matchLabels": labels],
        "template": ["metadata": ["labels": labels], "spec": ["containers": .array(containers)]],
      ],
    ]
    try await options.create(object, plural: "deployments")
  }
}

enum PodContainers {
  /// One container an image, named after the last part of the image's path; `-1`, `-2`… keep equal names apart.
  static func containers(images: [String]) -> [Value] {
    var used: [String: Int] = [:]
    return images.map { image in
      let last = image.split(separator: "/").last.map(String.init) ?? image
      let bare = last.prefix { $0 != ":" && $0 != "@" }.lowercased()
      let name = String(bare.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.drop { $0 == "-" })
      let count = used[name, default: 0]
      used[name] = count + 1
      return ["name": .string(count == 0 ? name : "\(name)-\(count)"), "image": .string(image)]
    }
  }
}
