import Basics
import Logging

#if canImport(Glibc)
  import Glibc
#endif

/// Structured log lines on stderr: `2026-01-02T03:04:05.000006Z INFO scheduler: message key="value"`.
struct StderrLogHandler: LogHandler {
  let label: String
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  private let clock = SystemClock()

  init(label: String, logLevel: Logger.Level) { (self.label, self.logLevel) = (label, logLevel) }

  /// klog's -v: 0 tells what an operator must know, 2 steady state, 4 debugging, 6 and above every step.
  static func level(verbosity: Int) -> Logger.Level {
    switch verbosity {
    case ..<1: .notice
    case 1...3: .info
    case 4...5: .debug
    default: .trace
    }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var line = "\(clock.now.rfc3339Micro) \(event.level.rawValue.uppercased()) \(label): \(event.message)"
    let fields = metadata.merging(event.metadata ?? [:]) { $1 }
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) { line += " \(key)=\(quoted("\(value)"))" }
    line += "\n"
    // One write a line: lines of different threads don't mix.
    line.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
  }

  private func quoted(_ text: String) -> String {
    text.contains { $0 == " " || $0 == "\"" || $0 == "\n" || $0 == "=" } ? String(reflecting: text) : text
  }
}
