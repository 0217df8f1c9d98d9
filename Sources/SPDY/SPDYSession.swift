/// One end of a SPDY/3.1 session (chromium.org, "SPDY Protocol - Draft 3.1"): bytes of the peer in, events and bytes for the peer
/// out. No I/O, no clock, no locks.
///
/// Flow control: what the peer sends is acknowledged as it is consumed. What is sent to the peer is held back by its windows once
/// the peer has shown that it has any, by SETTINGS or WINDOW_UPDATE: the implementation in Kubernetes' own clients has none and would
/// never open a window again. The transport's own back-pressure holds for all.
public struct SPDYSession: ~Copyable {
  public enum Role: Sendable { case client, server }
  public typealias StreamID = UInt32

  public enum Event: Hashable, Sendable {
    /// The peer has opened a stream.
    case opened(StreamID, SPDYHeaders)
    /// The peer has accepted a stream of ours.
    case replied(StreamID, SPDYHeaders)
    case data(StreamID, [UInt8])
    /// The peer sends no more on this stream.
    case ended(StreamID)
    case reset(StreamID, status: UInt32)
    /// A window has opened: streams may have room.
    case roomToSend
    /// The peer takes no more streams.
    case goneAway
    /// The session is over; a GOAWAY that says so is among the output.
    case failed(SPDYError)
  }

  public static let streamsMax = 512
  public static let headerBlockBytesMax = 64 << 10
  static let defaultWindow = 64 << 10
  static let windowMax = 0x7fff_ffff
  static let dataFrameBytesMax = 16 << 10

  struct Stream {
    var sendWindow: Int
    var unacknowledged = 0
    var hasEndedHere = false
    var hasEndedThere = false
  }

  var streams: [StreamID: Stream] = [:]
  var decoder = FrameDecoder()
  var output: [UInt8] = []
  var events: [Event] = []
  var nextID: StreamID
  var lastPeerID: StreamID = 0
  var sendWindowInitial = defaultWindow
  var sessionSendWindow = defaultWindow
  var sessionUnacknowledged = 0
  var hasStreamWindows = false
  var hasSessionWindow = false
  public internal(set) var hasFailed = false
  var hasGoneAway = false
  let role: Role
  let inflater: HeaderInflater
  let deflater: HeaderDeflater

  /// Announces at once that this end does flow control: a peer that heeds windows knows it before its first stream is accepted.
  public init(_ role: Role) throws(SPDYError) {
    let (inflater, deflater) = (try HeaderInflater(bytesMax: Self.headerBlockBytesMax), try HeaderDeflater())
    (self.role, self.inflater, self.deflater) = (role, inflater, deflater)
    nextID = role == .client ? 1 : 2
    output += Frame.numbers(.settings, 1, Frame.initialWindowSetting, UInt32(Self.defaultWindow))
  }

  // MARK: what the peer sent

  /// After `.failed`, and after that alone, everything is ignored.
  public mutating func receive(_ bytes: [UInt8]) -> [Event] {
    guard !hasFailed else { return [] }
    decoder.feed(bytes)
    do throws(SPDYError) {
      while let element = try decoder.next() { try take(element) }
    } catch {
      output += Frame.numbers(.goAway, lastPeerID, GoAwayStatus.protocolError.rawValue)
      hasFailed = true
      events.append(.failed(error))
    }
    defer { events = [] }
    return events
  }

  // MARK: what is sent to the peer

  /// Bytes for the peer since the last call.
  public mutating func takeOutput() -> [UInt8] {
    defer { output = [] }
    return output
  }

  public var outputCount: Int { output.count }

  /// Whether the peer does flow control: it then stops sending by itself, and must be listened to for its windows to open.
  public var peerHasWindows: Bool { hasStreamWindows }

  /// nil when the session takes no more streams.
  public mutating func open(_ headers: SPDYHeaders) -> StreamID? {
    guard !hasFailed, !hasGoneAway, nextID < Frame.idMask - 2 else { return nil }
    let id = nextID
    nextID += 2
    streams[id] = Stream(sendWindow: sendWindowInitial)
    output += Frame.synStream(id, deflater.compress(headers.block), isFinal: false)
    return id
  }

  /// Accepts a stream of the peer's.
  public mutating func reply(_ id: StreamID, _ headers: SPDYHeaders = SPDYHeaders()) {
    guard streams[id] != nil else { return }
    output += Frame.synReply(id, deflater.compress(headers.block), isFinal: false)
  }

  /// Takes as much as the windows allow, and `room`; returns how much that was. nil when the stream is no more, or ended here.
  public mutating func send(_ id: StreamID, _ bytes: ArraySlice<UInt8>, room: Int) -> Int? {
    guard !hasFailed, let stream = streams[id], !stream.hasEndedHere else { return nil }
    var allowed = min(bytes.count, max(0, room))
    if hasStreamWindows { allowed = min(allowed, max(0, stream.sendWindow)) }
    if hasSessionWindow { allowed = min(allowed, max(0, sessionSendWindow)) }
    var rest = bytes.prefix(allowed)
    while !rest.isEmpty {
      output += Frame.data(id, rest.prefix(Self.dataFrameBytesMax), isFinal: false)
      rest = rest.dropFirst(Self.dataFrameBytesMax)
    }
    streams[id]?.sendWindow -= allowed
    sessionSendWindow -= allowed
    return allowed
  }

  /// Nothing more is sent on this stream.
  public mutating func end(_ id: StreamID) {
    guard !hasFailed, let stream = streams[id], !stream.hasEndedHere else { return }
    output += Frame.data(id, [], isFinal: true)
    streams[id]?.hasEndedHere = true
    forgetIfDone(id)
  }

  /// Breaks a stream off.
  public mutating func reset(_ id: StreamID, _ status: ResetStatus) {
    guard streams.removeValue(forKey: id) != nil, !hasFailed else { return }
    output += Frame.numbers(.rstStream, id, status.rawValue)
  }

  /// Nobody here cares for the stream any more. One that was ended here in good order isn't broken off: the peer may still be
  /// reading what was sent.
  public mutating func abandon(_ id: StreamID) {
    if streams[id]?.hasEndedHere == false { reset(id, .cancel) }
  }

  /// That many bytes of the stream's data have gone where they were for: opens the peer's windows again.
  public mutating func consumed(_ id: StreamID, _ count: Int) {
    guard !hasFailed, count > 0 else { return }
    sessionUnacknowledged += count
    if sessionUnacknowledged >= Self.defaultWindow / 2 {
      output += Frame.numbers(.windowUpdate, 0, UInt32(sessionUnacknowledged))
      sessionUnacknowledged = 0
    }
    guard var stream = streams[id], !stream.hasEndedThere else { return }
    stream.unacknowledged += count
    if stream.unacknowledged >= Self.defaultWindow / 2 {
      output += Frame.numbers(.windowUpdate, id, UInt32(stream.unacknowledged))
      stream.unacknowledged = 0
    }
    streams[id] = stream
  }

  /// Takes no more streams, and says so.
  public mutating func goAway(_ status: GoAwayStatus = .ok) {
    guard !hasFailed, !hasGoneAway else { return }
    hasGoneAway = true
    output += Frame.numbers(.goAway, lastPeerID, status.rawValue)
  }

  mutating func forgetIfDone(_ id: StreamID) {
    if let stream = streams[id], stream.hasEndedHere, stream.hasEndedThere { streams[id] = nil }
  }
}
