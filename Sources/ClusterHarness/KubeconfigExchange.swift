import Client
import HTTPTransport
import NIOPosix

/// A server's API with nothing between it and the test but HTTP.
public enum KubeconfigExchange {
  /// Throws when there is no kubeconfig at the path, or none that names a server.
  public static func open(_ path: String) throws -> any HTTPExchange { try HTTPClient(Kubeconfig.load(path), group: .singleton) }
}
