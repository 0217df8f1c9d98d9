/// One key, or one service that has keys, to seal values with.
///
/// What is sealed is bound to its context (object and field): elsewhere it doesn't open. The same value in the same context gives the same
/// bytes as long as the key is the same, so that a file shows what has changed, and nothing else.
protocol SealingProvider: Sendable {
  /// Stands before what it has sealed: `SealedText.tag`.
  var tag: String { get }
  /// Another one when the key that seals is another, also one of the same name. Says nothing of the key itself.
  var mark: String { get }
  func seal(_ plain: [UInt8], context: String) -> [UInt8]
  func open(_ bytes: [UInt8], context: String) throws(SealingFailure) -> [UInt8]
}

/// Why a sealed value didn't open.
enum SealingFailure: Error {
  /// It can't be what the provider makes.
  case malformed
  /// Altered, moved, or sealed with another key.
  case refused
  /// The service that has the key didn't answer, or not with the key.
  case service(String)
}
