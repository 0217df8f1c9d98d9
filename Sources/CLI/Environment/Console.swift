/// Prints lines to the two outputs of a run.
struct Console: Sendable {
  private let environment: CommandEnvironment

  init(_ environment: CommandEnvironment) { self.environment = environment }

  /// Colour: only on a terminal, and not when NO_COLOR is set (no-color.org).
  var usesColor: Bool {
    environment.terminal.outputIsTerminal && isColorWelcome
  }

  private var isColorWelcome: Bool { (environment.variables["NO_COLOR"] ?? "").isEmpty && environment.variables["TERM"] != "dumb" }

  /// Columns of the terminal that the output goes to; nil when it goes elsewhere.
  var width: Int? { environment.terminal.outputIsTerminal ? environment.terminal.width : nil }

  /// Whether lines can be written over.
  var isTerminal: Bool { environment.terminal.outputIsTerminal && environment.variables["TERM"] != "dumb" }

  func line(_ text: String) async throws { try await write(text + "\n") }
  func write(_ text: String) async throws { if !text.isEmpty { try await environment.standardOutput(Array(text.utf8)) } }
  func write(bytes: [UInt8]) async throws { if !bytes.isEmpty { try await environment.standardOutput(bytes) } }
  func error(_ text: String) async throws { try await environment.standardError(Array((text + "\n").utf8)) }

  func colored(_ text: String, _ color: Color) -> String {
    usesColor ? Self.painted(text, color) : text
  }

  /// For the standard error stream.
  func coloredError(_ text: String, _ color: Color) -> String {
    environment.terminal.errorIsTerminal && isColorWelcome ? Self.painted(text, color) : text
  }

  static func painted(_ text: String, _ color: Color) -> String { "\u{1b}[\(color.rawValue)m\(text)\u{1b}[0m" }

  enum Color: Int, Sendable { case red = 31, green = 32, yellow = 33, cyan = 36 }
}

extension StringProtocol {
  /// Without white space at either end.
  var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
