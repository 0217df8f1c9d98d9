import APIMachinery
import Basics

/// What an API server asks of a kubelet (the kubelet's own API): logs, exec, attach, port-forward.
///
/// An in-process kubelet is connected directly; one on another host over its HTTPS endpoint.
public protocol NodeConnection: Sendable {
  /// The log of a container as it was written (without CRI prefixes, unless `timestamps`), in chunks.
  func logs(_ request: ContainerLogRequest) async throws -> AsyncThrowingStream<[UInt8], any Error>
  /// Runs a command in a container; returns when it has ended, with its exit code.
  func exec(_ request: ExecRequest, _ streams: ExecStreams) async throws -> Int32
  /// Joins a container's own streams until it ends or the input does.
  func attach(_ request: ExecRequest, _ streams: ExecStreams) async throws -> Int32
  /// Connects to a port of a pod; throws when nothing listens there.
  func portForward(_ request: PortForwardRequest) async throws -> any ByteConnection
  /// Answers a request to the kubelet's own HTTP API (`/pods`, `/stats/summary`, …).
  func answer(_ request: HTTPRequest) async -> HTTPResponse
}

extension NodeConnection {
  /// For nodes that only run commands.
  public func portForward(_ request: PortForwardRequest) async throws -> any ByteConnection {
    throw StatusError(501, StatusError.Reason(rawValue: "NotImplemented"), "the node can't forward ports")
  }
  public func answer(_ request: HTTPRequest) async -> HTTPResponse {
    HTTPResponse(404, headers: ["Content-Type": "text/plain; charset=utf-8"], body: .bytes(Array("404 page not found\n".utf8)))
  }
}

public struct PortForwardRequest: Sendable {
  public var namespace: String
  public var pod: String
  public var port: UInt16
  public init(namespace: String, pod: String, port: UInt16) { (self.namespace, self.pod, self.port) = (namespace, pod, port) }
}

public struct ContainerLogRequest: Sendable {
  public var namespace: String
  public var pod: String
  public var container: String
  public var follow = false
  public var previous = false
  public var timestamps = false
  public var tailLines: Int?
  public var limitBytes: Int?
  public var since: Timestamp?
  public init(namespace: String, pod: String, container: String) {
    (self.namespace, self.pod, self.container) = (namespace, pod, container)
  }
}

public struct ExecRequest: Sendable {
  public var namespace: String
  public var pod: String
  public var container: String
  public var command: [String]
  public var tty: Bool
  public init(namespace: String, pod: String, container: String, command: [String], tty: Bool) {
    (self.namespace, self.pod, self.container, self.command, self.tty) = (namespace, pod, container, command, tty)
  }
}

/// The three streams of a remote process, and its window size.
public struct ExecStreams: Sendable {
  public var stdin: AsyncStream<[UInt8]>?
  public var resize: AsyncStream<(width: UInt16, height: UInt16)>?
  public var stdout: @Sendable ([UInt8]) async throws -> Void
  public var stderr: @Sendable ([UInt8]) async throws -> Void
  public init(
    stdin: AsyncStream<[UInt8]>? = nil, resize: AsyncStream<(width: UInt16, height: UInt16)>? = nil,
    stdout: @escaping @Sendable ([UInt8]) async throws -> Void, stderr: @escaping @Sendable ([UInt8]) async throws -> Void
  ) {
    (self.stdin, self.resize, self.stdout, self.stderr) = (stdin, resize, stdout, stderr)
  }
}
