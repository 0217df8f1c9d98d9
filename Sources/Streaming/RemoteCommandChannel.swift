import APIMachinery

/// The channels of a remote command, by their numbers in WebSocket messages and their names as SPDY streams.
public enum RemoteCommandChannel: UInt8, Sendable {
  case stdin = 0, stdout = 1, stderr = 2
  /// A Status that says how the command ended (version 4 on), or text.
  case error = 3
  /// `{"Width":80,"Height":24}`
  case resize = 4
  /// Version 5: the channel named by the next byte has ended.
  case close = 255

  /// The SPDY header that names a stream's channel.
  public static let streamTypeHeader = "streamtype"

  public init?(streamType: String) {
    switch streamType {
    case "stdin": self = .stdin
    case "stdout": self = .stdout
    case "stderr": self = .stderr
    case "error": self = .error
    case "resize": self = .resize
    default: return nil
    }
  }
}

/// How a remote command ended, in the words that clients look for.
public enum RemoteCommandOutcome: Sendable {
  case exited(Int32)
  case failed(StatusError)

  /// For version 4 on.
  public var status: Value {
    switch self {
    case .exited(0): return ["metadata": [:], "status": "Success"]
    case .exited(let code):
      return [
        "metadata": [:], "status": "Failure", "reason": "NonZeroExitCode",
        "message": .string("command terminated with non-zero exit code: exit status \(code)"),
        "details": ["causes": [["reason": "ExitCode", "message": .string(String(code))]]],
      ]
    case .failed(let error): return error.value
    }
  }

  /// What goes onto the error channel; older clients take any text there for a failure.
  public func message(_ version: RemoteCommandVersion) -> [UInt8] {
    if version.reportsStatus { return JSON.encode(status) }
    return status["status"]?.string == "Success" ? [] : Array((status["message"]?.string ?? "").utf8)
  }
}
