import APIMachinery
import APISchemas
import ArgumentParser
import Basics
import Client

/// `--local`: manifests are changed and printed, and no server is asked.
struct LocalOptions: ParsableArguments {
  @Flag(name: .customLong("local"), help: "Changes the manifests of -f and prints them, without asking a server.") var isLocal = false
  init() {}

  static func session(_ cluster: ClusterOptions) -> ClusterSession {
    ClusterSession(
      ClusterConnection(NoExchange()), environment: CommandEnvironment.current, namespace: cluster.namespace.flatMap { $0.isEmpty ? nil : $0 })
  }

  /// The objects of the manifests, as if they were there.
  func locate(_ files: FileOptions, arguments: [String], _ session: ClusterSession) async throws -> [LocatedObject] {
    guard !files.paths.isEmpty, arguments.isEmpty else {
      throw CommandFailure(
        arguments.isEmpty
          ? "--local needs the manifests to change: name them with -f" : "resource names can't be looked up with --local: name manifests with -f")
    }
    return try await files.read(session.environment).map { manifest in
      let kind = manifest.object.groupVersionKind ?? GroupVersionKind(group: "", version: "v1", kind: manifest.object.kind)
      let known = Scheme.builtIn.resource(of: kind)
      let resource = APIResource(
        group: kind.group, version: kind.version, kind: kind.kind, plural: known?.plural ?? kind.kind.lowercased() + "s",
        isNamespaced: known?.isNamespaced ?? true)
      return LocatedObject(address: session.address(of: manifest.object, resource), object: manifest.object)
    }
  }
}

/// No way to any cluster.
private struct NoExchange: HTTPExchange {
  func send(_ request: HTTPRequest) async throws -> HTTPResponse { throw CommandFailure("--local asks no server") }
  func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
    throw CommandFailure("--local asks no server")
  }
  func upgrade(_ request: HTTPRequest) async throws -> (HTTPResponse, (any ByteConnection)?) { throw CommandFailure("--local asks no server") }
}
