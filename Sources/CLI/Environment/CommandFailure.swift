/// A command's end without success: what to print, if anything, and the exit code.
public struct CommandFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// Printed as `error: …`; nil when everything has been said already.
  public var message: String?
  public var exitCode: Int32
  /// Printed as it is, without `error:` in front.
  public var isPlain = false

  public init(_ message: String, exitCode: Int32 = 1) { (self.message, self.exitCode) = (message, exitCode) }

  static func plain(_ message: String, exitCode: Int32 = 1) -> CommandFailure {
    var failure = CommandFailure(message, exitCode: exitCode)
    failure.isPlain = true
    return failure
  }

  /// Ends the program with this code and no further word.
  public static func silent(exitCode: Int32) -> CommandFailure {
    var failure = CommandFailure("", exitCode: exitCode)
    failure.message = nil
    return failure
  }

  public var description: String { message ?? "exit code \(exitCode)" }
}
