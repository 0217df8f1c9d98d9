extension SPDYSession {
  mutating func take(_ element: FrameDecoder.Element) throws(SPDYError) {
    switch element {
    case .data(let id, let bytes, let ends): try takeData(id, bytes, ends: ends)
    case .control(let type, let flags, let payload):
      // Kinds that the protocol doesn't name (yet, or any more) are passed over.
      guard let kind = Frame.Kind(rawValue: type) else { return }
      try take(kind, flags, ByteReader(payload[...]))
    }
  }

  private mutating func take(_ kind: Frame.Kind, _ flags: UInt8, _ payload: ByteReader) throws(SPDYError) {
    var payload = payload
    switch kind {
    case .synStream:
      let id = try payload.uint32() & Frame.idMask
      _ = try payload.bytes(6)
      try takeSynStream(id, flags, try headers(&payload))
    case .synReply:
      let id = try payload.uint32() & Frame.idMask
      let headers = try headers(&payload)
      guard streams[id] != nil else { return }
      events.append(.replied(id, headers))
      if flags & Frame.flagFinal != 0 { endThere(id) }
    case .headers:
      let id = try payload.uint32() & Frame.idMask
      // Nothing here uses further headers; they pass through the inflater all the same.
      _ = try headers(&payload)
      if flags & Frame.flagFinal != 0 { endThere(id) }
    case .rstStream:
      let id = try payload.uint32() & Frame.idMask
      let status = try payload.uint32()
      if streams.removeValue(forKey: id) != nil { events.append(.reset(id, status: status)) }
    case .settings: try takeSettings(&payload)
    case .ping:
      let id = try payload.uint32()
      // Answers to pings of ours have our parity; nothing waits for them.
      if (id & 1 == 1) == (role == .server) { output += Frame.numbers(.ping, id) }
    case .goAway:
      hasGoneAway = true
      events.append(.goneAway)
    case .windowUpdate: try takeWindowUpdate(try payload.uint32() & Frame.idMask, Int(try payload.uint32() & Frame.idMask))
    }
  }

  private func headers(_ payload: inout ByteReader) throws(SPDYError) -> SPDYHeaders {
    try SPDYHeaders(block: try inflater.decompress(payload.remaining))
  }

  private mutating func takeSynStream(_ id: StreamID, _ flags: UInt8, _ headers: SPDYHeaders) throws(SPDYError) {
    guard id != 0, (id & 1 == 1) == (role == .server) else { throw SPDYError("the stream id \(id) is not the peer's to choose") }
    guard id > lastPeerID else { throw SPDYError("the stream id \(id) behind \(lastPeerID)") }
    lastPeerID = id
    guard !hasGoneAway, streams.count < Self.streamsMax else {
      output += Frame.numbers(.rstStream, id, ResetStatus.refusedStream.rawValue)
      return
    }
    var stream = Stream(sendWindow: sendWindowInitial)
    stream.hasEndedHere = flags & Frame.flagUnidirectional != 0
    streams[id] = stream
    events.append(.opened(id, headers))
    if flags & Frame.flagFinal != 0 { endThere(id) }
  }

  private mutating func takeData(_ id: StreamID, _ bytes: [UInt8], ends: Bool) throws(SPDYError) {
    guard id != 0 else { throw SPDYError("data on stream 0") }
    guard let stream = streams[id], !stream.hasEndedThere else {
      // One of ours or theirs that is over: data that was under way. One that never was: an error of the peer's.
      let isPeers = (id & 1 == 1) == (role == .server)
      guard isPeers ? id <= lastPeerID : id < nextID else { throw SPDYError("data on stream \(id), which was never opened") }
      consumed(id, bytes.count)
      return
    }
    if !bytes.isEmpty { events.append(.data(id, bytes)) }
    if ends { endThere(id) }
  }

  private mutating func endThere(_ id: StreamID) {
    guard let stream = streams[id], !stream.hasEndedThere else { return }
    streams[id]?.hasEndedThere = true
    events.append(.ended(id))
    forgetIfDone(id)
  }

  private mutating func takeSettings(_ payload: inout ByteReader) throws(SPDYError) {
    for _ in 0..<(try payload.uint32()) {
      let id = try payload.uint32() & 0xff_ffff
      let value = try payload.uint32()
      guard id == Frame.initialWindowSetting else { continue }
      guard Int(value) <= Self.windowMax else { throw SPDYError("an initial window of \(value) bytes") }
      let change = Int(value) - sendWindowInitial
      sendWindowInitial = Int(value)
      for id in streams.keys { streams[id]?.sendWindow += change }
      hasStreamWindows = true
      events.append(.roomToSend)
    }
  }

  private mutating func takeWindowUpdate(_ id: StreamID, _ delta: Int) throws(SPDYError) {
    guard delta > 0 else { throw SPDYError("a window update of 0 bytes") }
    if id == 0 {
      hasSessionWindow = true
      sessionSendWindow += delta
      guard sessionSendWindow <= Self.windowMax else { throw SPDYError("a session window beyond 2 GiB") }
    } else {
      hasStreamWindows = true
      guard let window = streams[id]?.sendWindow else { return }
      guard window + delta <= Self.windowMax else {
        streams[id] = nil
        output += Frame.numbers(.rstStream, id, ResetStatus.flowControlError.rawValue)
        events.append(.reset(id, status: ResetStatus.flowControlError.rawValue))
        return
      }
      streams[id]?.sendWindow = window + delta
    }
    events.append(.roomToSend)
  }
}
