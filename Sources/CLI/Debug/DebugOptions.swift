import APIMachinery
import ArgumentParser

/// What the container of `kctl debug` is made of.
struct DebugContainerOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The image.", valueName: "image")) var image: String = ""
  @Option(help: ArgumentHelp("Always, IfNotPresent or Never; without it, what the image's tag makes of it.", valueName: "policy"))
  var imagePullPolicy: String?
  @Option(name: [.customShort("c", allowingJoined: true), .long],
    help: ArgumentHelp("The container's name; with --copy-to also one that is to be changed.", valueName: "name"))
  var container: String = ""
  @Option(help: ArgumentHelp("NAME=VALUE for its environment. May be repeated.", valueName: "variable")) var env: [String] = []
  @Option(help: ArgumentHelp("Sees the processes of this container of the pod.", valueName: "container")) var target: String = ""
  @Flag(help: "What follows -- are arguments, not the command.") var argumentsOnly = false
  @Flag(name: [.customShort("i"), .long], help: "Keeps the container's input open, and passes standard input on.") var stdin = false
  @Flag(name: [.customShort("t"), .long], help: "Gives the container a terminal.") var tty = false
  init() {}

  func variables() throws(CommandFailure) -> [Value] {
    var variables: [Value] = []
    for text in env {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty else { throw CommandFailure("invalid env: \(text)") }
      variables.append(["name": .string(parts[0]), "value": .string(parts[1])])
    }
    return variables
  }
}

/// How the copy of a pod differs from it.
struct DebugCopyOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Makes a copy of the pod, of this name.", valueName: "name")) var copyTo: String = ""
  @Flag(help: "With --copy-to: deletes the pod that was copied.") var replace = false
  @Flag(help: "With --copy-to: keeps the copy on the pod's node.") var sameNode = false
  @Option(help: ArgumentHelp("With --copy-to: other images for its containers, * for all.", valueName: "container=image,…"))
  var setImage: [String] = []
  @Flag(inversion: .prefixedNo, help: "With --copy-to: its containers see each other's processes.") var shareProcesses: Bool?
  @Flag(help: "Keeps the pod's labels, so that services and sets take the copy for theirs.") var keepLabels = false
  @Flag(help: "Keeps the pod's annotations.") var keepAnnotations = false
  @Flag(help: "Keeps the liveness probes.") var keepLiveness = false
  @Flag(help: "Keeps the readiness probes.") var keepReadiness = false
  @Flag(help: "Keeps the startup probes.") var keepStartup = false
  @Flag(inversion: .prefixedNo, help: "Keeps the init containers.") var keepInitContainers = true
  init() {}

  var isCopy: Bool { !copyTo.isEmpty }

  func images() throws(CommandFailure) -> [(container: String, image: String)] {
    var images: [(container: String, image: String)] = []
    for text in setImage.flatMap({ $0.split(separator: ",") }) {
      let pair = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else {
        throw CommandFailure("invalid argument \"\(text)\" for \"--set-image\" flag: \(text) must be formatted as key=value")
      }
      images.append((pair[0], pair[1]))
    }
    return images
  }

  func check(_ container: DebugContainerOptions, command: [String]) throws(CommandFailure) {
    _ = try images()
    guard isCopy else {
      if replace { throw CommandFailure("--replace may only be used with --copy-to.") }
      if sameNode { throw CommandFailure("--same-node may only be used with --copy-to.") }
      if !setImage.isEmpty { throw CommandFailure("--set-image may only be used with --copy-to.") }
      if container.image.isEmpty { throw CommandFailure("you must specify --image when not using --copy-to.") }
      return
    }
    if container.image.isEmpty, setImage.isEmpty, command.isEmpty {
      throw CommandFailure("you must specify --image, --set-image or command arguments.")
    }
    if !command.isEmpty, container.container.isEmpty, container.image.isEmpty {
      throw CommandFailure("you must specify an existing container or a new image when specifying args.")
    }
  }
}
