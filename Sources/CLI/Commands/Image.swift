import ArgumentParser

/// kctl image.
struct Image: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Manages the images on the daemon's node.",
    discussion: "kctl image ls", subcommands: [ImageLoad.self, ImageList.self, ImageRemove.self])
}

struct ImageLoad: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Loads an image from an OCI or docker archive, or from a directory of the daemon's host.",
    discussion: "kctl image load busybox.tar --name localhost/busybox:demo")

  @Argument(help: "The archive, - for standard input, or a directory: an image layout or a root file system.", completion: .file())
  var archive: String
  @Option(help: ArgumentHelp("The image's name, when the archive says none or another is wanted.", valueName: "reference"))
  var name: String?
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let environment = CommandEnvironment.current
    let session = try await cluster.session()
    let requests = ImageRequests(session: session)
    let images: [ImageRequests.StoredImage]
    if archive == "-" {
      var bytes: [UInt8] = []
      for await chunk in environment.standardInput() { bytes += chunk }
      images = try await requests.load(bytes, name: name)
    } else if await environment.files.kind(archive) == .directory {
      images = try await requests.load(directory: try await environment.files.absolutePath(archive), name: name)
    } else {
      images = try await requests.load(try await environment.files.read(archive), name: name)
    }
    for image in images {
      let references = image.references.isEmpty ? [image.id] : image.references
      for reference in references { try await session.console.line("Loaded image: \(reference)") }
    }
  }
}

struct ImageList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "ls", abstract: "Lists the images.",
    discussion: "kctl image ls", aliases: ["list"])

  @Flag(help: "Prints no column headers.") var noHeaders = false
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    var columns = ColumnWriter()
    if !noHeaders { columns.add(["IMAGE", "ID", "SIZE"]) }
    for image in try await ImageRequests(session: session).list() {
      let id = String(image.id.drop { $0 != ":" }.dropFirst().prefix(12))
      for reference in image.references.isEmpty ? ["<none>"] : image.references {
        columns.add([reference, id.isEmpty ? image.id : id, Self.size(image.sizeBytes)])
      }
    }
    try await session.console.write(columns.flush())
  }

  /// Decimal units with one digit after the point.
  static func size(_ bytes: Int64) -> String {
    var value = Double(bytes)
    for unit in ["B", "kB", "MB", "GB"] {
      if value < 1000 || unit == "GB" {
        let tenths = Int64((value * 10).rounded())
        return unit == "B" || tenths % 10 == 0 ? "\(tenths / 10)\(unit)" : "\(tenths / 10).\(tenths % 10)\(unit)"
      }
      value /= 1000
    }
    return "\(bytes)B"
  }
}

struct ImageRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "rm", abstract: "Removes images.",
    discussion: "kctl image rm localhost/busybox:demo", aliases: ["remove"])

  @Argument(help: "The images' names.") var references: [String]
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    for reference in references {
      try await ImageRequests(session: session).remove(reference)
      try await session.console.line("Removed image: \(reference)")
    }
  }
}
