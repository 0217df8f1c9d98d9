import APIMachinery
import ArgumentParser
import Client

/// kctl cp.
struct Copy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cp",
    abstract: "Copies files and directories to and from containers.",
    discussion: """
      The container needs tar in its PATH.

      kctl cp ./page.html web-1:/www/page.html
      kctl cp shop/web-1:/var/log/httpd ./logs -c httpd
      """)

  @Argument(help: ArgumentHelp("What to copy: a path, or [NAMESPACE/]POD:PATH", valueName: "source")) var source: String
  @Argument(help: ArgumentHelp("Where to: a path, or [NAMESPACE/]POD:PATH", valueName: "destination")) var destination: String
  @Option(name: [.customShort("c", allowingJoined: true), .long],
    help: ArgumentHelp("The container.", valueName: "name")) var container: String?
  @Flag(help: "Owner and permissions of copied files are not kept in the container.") var noPreserve = false
  @Option(parsing: .unconditional, help: ArgumentHelp(
    "How often a copy from a container is begun again when the connection breaks; negative is without end.", valueName: "count"))
  var retries: Int = 0
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    switch (try CopyPlace(source), try CopyPlace(destination)) {
    case (.local(let path), .remote(let namespace, let pod, let target)):
      guard !path.isEmpty, !target.isEmpty else { throw CommandFailure("filepath can not be empty") }
      try await ContainerUpload(remote: place(session, namespace, pod), preserves: !noPreserve).run(from: path, to: target)
    case (.remote(let namespace, let pod, let path), .local(let target)):
      guard !path.isEmpty, !target.isEmpty else { throw CommandFailure("filepath can not be empty") }
      let place = try await place(session, namespace, pod)
      var left = retries
      while true {
        do { return try await ContainerDownload(remote: place).run(from: path, to: target) } catch let failure as CommandFailure where left != 0 && failure.exitCode == 1 {
          left -= left > 0 ? 1 : 0
          try await session.console.error("Resuming copy after \(failure)")
        }
      }
    case (.remote, .remote): throw CommandFailure("one of src or dest must be a local file specification")
    case (.local, .local): throw CommandFailure("one of src or dest must be a remote file specification")
    }
  }

  private func place(_ session: ClusterSession, _ namespace: String?, _ pod: String) async throws -> RemoteFiles {
    guard let pods = try await session.catalog().resource(named: "pods") else {
      throw CommandFailure("the server doesn't have a resource type \"pods\"")
    }
    let object = try await session.get(ObjectAddress(resource: pods, namespace: namespace ?? session.namespace, name: pod))
    let name = try await PodLookup(session: session).container(of: object, named: container, announces: true)
    return RemoteFiles(session: session, pod: object, container: name)
  }
}
