/// Bytes both ways, without a form of their own: a connection that has left HTTP behind, a port of a pod, a stream among others.
///
/// One task reads at a time. Cancelling a task that reads or writes may leave the connection good for nothing but `close`.
public protocol ByteConnection: Sendable {
  /// Waits for bytes; nil when the peer sends no more. Throws when the connection broke.
  func read() async throws -> [UInt8]?
  /// Returns when there is room for more. Throws when the connection is closed.
  func write(_ bytes: [UInt8]) async throws
  /// Nothing more is written; the peer sees the end.
  func finishWriting() async
  /// Ends both directions, also for whoever waits.
  func close()
  /// Returns when the connection is closed, whoever did it, or when the task is cancelled.
  func waitUntilClosed() async
}
