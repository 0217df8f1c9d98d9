/// What is known of the terminal that this process runs in.
public struct Terminal: Sendable {
  public var inputIsTerminal = false
  public var outputIsTerminal = false
  public var errorIsTerminal = false
  /// Columns; nil when the output isn't a terminal.
  public var width: Int?
  /// Rows; nil when the output isn't a terminal.
  public var height: Int?
  /// Stops line editing and echo; the result restores them. nil when the input isn't a terminal.
  public var enterRawMode: @Sendable () -> (@Sendable () -> Void)? = { nil }
  /// The size now, and again whenever it changes.
  public var sizes: @Sendable () -> AsyncStream<Size> = { AsyncStream { $0.finish() } }

  public struct Size: Sendable, Hashable {
    public var width: UInt16
    public var height: UInt16
    public init(width: UInt16, height: UInt16) { (self.width, self.height) = (width, height) }
  }

  public init() {}
}
