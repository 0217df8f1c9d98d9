import APIMachinery
import Client

/// What is printed for an error, in the words that kubectl's users know.
enum ErrorText {
  /// nil when the error has been reported already, or isn't one.
  static func text(_ error: any Error) -> String? {
    switch error {
    case let failure as CommandFailure: return failure.message.map { failure.isPlain ? $0 : "error: " + $0 }
    case let status as StatusError: return text(status)
    case let dial as DialError where dial.reason == "connection refused":
      return "The connection to the server \(dial.address) was refused - did you specify the right host or port?"
    case let dial as DialError: return "Unable to connect to the server: \(dial)"
    case let trust as TrustError: return "Unable to connect to the server: \(trust)"
    case is CancellationError: return nil
    default: return "error: \(error)"
    }
  }

  static func text(_ status: StatusError) -> String {
    switch status.reason {
    case .unauthorized: return "error: You must be logged in to the server (\(status.message))"
    case .invalid where !status.causes.isEmpty: return invalid(status)
    case .invalid where status.kind.isEmpty && status.name.isEmpty: return "The request is invalid: " + status.message
    case .unknown: return "Error from server: " + status.message
    default: return "Error from server (\(status.reason.rawValue)): " + status.message
    }
  }

  private static func invalid(_ status: StatusError) -> String {
    let kind = status.group.isEmpty ? status.kind : status.kind + "." + status.group
    let lines = status.causes.map { $0.field.isEmpty ? $0.message : $0.field + ": " + $0.message }
    let subject = kind.isEmpty ? "The request is invalid" : "The \(kind) \"\(status.name)\" is invalid"
    return subject + ": " + (lines.count == 1 ? lines[0] : lines.map { "\n* " + $0 }.joined())
  }

  /// The same error with what was being done and where: `error when creating "web.yaml": …`.
  static func text(_ error: any Error, doing action: String, place: String) -> String? {
    switch error {
    case var status as StatusError where status.reason != .invalid || status.causes.isEmpty:
      status.message = "error when \(action) \"\(place)\": " + status.message
      return text(status)
    case let status as StatusError: return place + ": " + text(status)
    case let failure as CommandFailure:
      return failure.message.map { "error: \(place): " + $0 }
    default: return text(error)
    }
  }
}
