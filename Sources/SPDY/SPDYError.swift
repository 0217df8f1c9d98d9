/// What makes a session impossible to go on with: bytes that aren't SPDY/3.1, or that no peer may send in this state.
public struct SPDYError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}

/// Why a stream was broken off (SPDY/3.1 section 2.6.3).
public enum ResetStatus: UInt32, Sendable {
  case protocolError = 1, invalidStream, refusedStream, unsupportedVersion, cancel, internalError, flowControlError, streamInUse
  case streamAlreadyClosed, invalidCredentials, frameTooLarge
}

/// Why a session ends (SPDY/3.1 section 2.6.6).
public enum GoAwayStatus: UInt32, Sendable { case ok = 0, protocolError, internalError }
