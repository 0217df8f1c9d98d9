import APIMachinery

/// How streams of a remote command share a WebSocket: the first byte of a message names the stream
/// (Kubernetes' `channel.k8s.io` subprotocols; KEP-4006 for version 5).
enum RemoteCommandChannel: UInt8, Sendable {
  case stdin = 0, stdout = 1, stderr = 2
  /// A Status that says how the command ended.
  case error = 3
  /// `{"Width":80,"Height":24}`
  case resize = 4
  /// Version 5: the stream named by the next byte has ended.
  case close = 255

  /// The newest first.
  static let subprotocols = ["v5.channel.k8s.io", "v4.channel.k8s.io"]

  func message(_ bytes: [UInt8]) -> [UInt8] { [rawValue] + bytes }

  /// The newest that the client offers; nil when there is none.
  static func choose(offered: [String]) -> String? { subprotocols.first { offered.contains($0) } }

  /// How a command ended, as kubectl reads it.
  static func status(exitCode: Int32) -> Value {
    if exitCode == 0 { return ["metadata": [:], "status": "Success"] }
    return [
      "metadata": [:], "status": "Failure", "reason": "NonZeroExitCode",
      "message": .string("command terminated with non-zero exit code: exit status \(exitCode)"),
      "details": ["causes": [["reason": "ExitCode", "message": .string(String(exitCode))]]],
    ]
  }
}
