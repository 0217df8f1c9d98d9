import Basics
import LinuxKernel
import RuntimeInterface

extension EmbeddedRuntime {
  /// Reaches what listens on the pod's loopback alone, too.
  public func portForward(_ sandbox: String, port: UInt16) async throws -> any ByteConnection {
    guard let record = state.withLock({ $0.sandboxes[sandbox] }), record.isReady else {
      throw RuntimeError(.notFound, "sandbox \"\(sandbox)\" is not running")
    }
    do {
      return try await LoopbackSocket.connect(port: port, namespace: sandboxMaker.namespaces(record).network)
    } catch let error as LoopbackError {
      throw RuntimeError(.failed, "failed to execute portforward in network namespace: \(error)")
    }
  }
}
