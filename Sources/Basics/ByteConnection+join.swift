extension ByteConnection {
  /// Carries bytes both ways between two connections until both directions have ended, one has broken, or one side is closed and
  /// what it had sent is delivered; closes both. A slow side slows the other down; the end of one direction is passed on and
  /// leaves the other open.
  public func join(_ other: any ByteConnection) async {
    await withTaskCancellationHandler {
      await withTaskGroup(of: JoinProgress.Event.self) { group in
        group.addTask { await self.copy(to: other) ? .delivered(.first) : .broken }
        group.addTask { await other.copy(to: self) ? .delivered(.second) : .broken }
        group.addTask {
          await self.waitUntilClosed()
          return .closed(.first)
        }
        group.addTask {
          await other.waitUntilClosed()
          return .closed(.second)
        }
        var progress = JoinProgress()
        while let event = await group.next(), !progress.isOver(after: event) {}
        close()
        other.close()
        group.cancelAll()
      }
    } onCancel: {
      close()
      other.close()
    }
  }

  /// False when it broke.
  private func copy(to other: any ByteConnection) async -> Bool {
    do {
      while let bytes = try await read() { try await other.write(bytes) }
      await other.finishWriting()
      return true
    } catch {
      return false
    }
  }
}

/// How far two joined connections have come.
struct JoinProgress {
  enum Side { case first, second }
  enum Event {
    /// Everything that this side sent, and its end, has been passed on.
    case delivered(Side)
    case closed(Side)
    case broken
  }
  private var delivered: Set<Side> = []
  private var closed: Set<Side> = []

  mutating func isOver(after event: Event) -> Bool {
    switch event {
    case .broken: return true
    case .delivered(let side): delivered.insert(side)
    case .closed(let side): closed.insert(side)
    }
    return delivered.count == 2 || !delivered.isDisjoint(with: closed)
  }
}
