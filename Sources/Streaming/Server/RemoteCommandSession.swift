import APIMachinery
import Basics
import Client

/// One remote command for one client, whichever wire carries its streams.
struct RemoteCommandSession: Sendable {
  /// For the client to open its SPDY streams, as upstream.
  static let streamCreationTimeout = Duration.seconds(30)

  let options: ExecOptions
  let clock: any WallClock
  /// Runs the command to its end; a cancelled one is killed.
  let command: @Sendable (ExecStreams) async throws -> Int32

  init(options: ExecOptions, clock: any WallClock, command: @escaping @Sendable (ExecStreams) async throws -> Int32) {
    (self.options, self.clock, self.command) = (options, clock, command)
  }

  /// The command's end is the session's; a client that goes away ends the command.
  func run(_ wire: any RemoteCommandWire) async {
    let outcome = await withTaskGroup(of: RemoteCommandOutcome?.self) { group in
      group.addTask {
        do { return .exited(try await command(wire.streams)) } catch {
          return .failed((error as? StatusError) ?? .internalError("\(error)"))
        }
      }
      group.addTask {
        await wire.carryUntilClientLeaves()
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
    if let outcome { await wire.finish(outcome) }
  }

  func run(overSPDY bytes: any ByteConnection, _ version: RemoteCommandVersion) async {
    guard let connection = try? MultiplexedConnection(bytes, role: .server, clock: clock) else { return bytes.close() }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await connection.run() }
      if let wire = await openStreams(of: connection, version) { await run(wire) }
      connection.close()
    }
  }

  /// nil when the client doesn't open what it asked for in time.
  private func openStreams(of connection: MultiplexedConnection, _ version: RemoteCommandVersion) async -> SPDYCommandWire? {
    await withTaskGroup(of: SPDYCommandWire?.self) { group in
      group.addTask { await SPDYCommandWire.open(connection, options, version) }
      group.addTask { [clock] in
        try? await clock.sleep(for: Self.streamCreationTimeout)
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }
}

/// The client's end of a remote command's streams.
protocol RemoteCommandWire: Sendable {
  var streams: ExecStreams { get }
  /// Carries what the client sends; returns when the client has gone, or when the task is cancelled.
  func carryUntilClientLeaves() async
  /// Tells how the command ended, and ends the streams.
  func finish(_ outcome: RemoteCommandOutcome) async
}
