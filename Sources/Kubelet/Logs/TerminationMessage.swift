import RuntimeInterface

/// A container's last words (Determine the Reason for Pod Failure): what it wrote to its termination message file, or the end of
/// its log when it failed without any and the policy says so.
enum TerminationMessage {
  static let fileLimit = 4_096
  static let logLimitBytes = 2_048
  static let logLimitLines = 80

  /// Blocks.
  static func read(_ status: ContainerStatus, file: String) -> String {
    let bytes = Files.read(file, limit: fileLimit, fromEnd: true) ?? []
    if !bytes.isEmpty { return String(decoding: bytes, as: UTF8.self) }
    let policy = status.annotations[RuntimeLabels.terminationMessagePolicy]
    guard policy == "FallbackToLogsOnError", status.exitCode != 0 else { return status.message }
    let tail = logTail(Files.read(status.logPath, limit: 64 << 10, fromEnd: true) ?? [])
    return tail.isEmpty ? status.message : tail
  }

  static func logTail(_ bytes: [UInt8]) -> String {
    var decoder = CRILogDecoder()
    let output = decoder.decode(bytes)
    let lines = output.split(separator: 10, omittingEmptySubsequences: false)
    let isTerminated = output.last == 10
    let kept = lines.suffix(logLimitLines + (isTerminated ? 1 : 0))
    return String(decoding: Array(kept.joined(separator: [10])).suffix(logLimitBytes), as: UTF8.self)
  }
}
