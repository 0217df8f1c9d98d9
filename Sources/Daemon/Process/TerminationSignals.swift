#if canImport(Glibc)
  import Glibc
#endif

/// SIGTERM and SIGINT as values.
///
/// A handler, not a mask: in a program whose main function is asynchronous, libdispatch parks the main thread with every
/// signal unblocked, so a blocked signal would still end the process there.
enum TerminationSignals {
  /// The write end of the pipe that the handler writes to; -1 until `arrivals` has made it.
  // A signal handler may use nothing but plain memory; it is written once, before the handler is installed.
  private nonisolated(unsafe) static var pipeEnd: Int32 = -1

  /// Each arrival of a signal, from now on. To be called once.
  static func arrivals() throws -> AsyncStream<Int32> {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else { throw DaemonError("pipe: \(String(cString: strerror(errno)))") }
    pipeEnd = ends[1]
    for number in [SIGTERM, SIGINT] {
      signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(TerminationSignals.pipeEnd, &byte, 1)
      }
    }
    // A reader that went away is an error of the write, not the end of the daemon.
    signal(SIGPIPE, SIG_IGN)
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self, bufferingPolicy: .bufferingNewest(4))
    startReader(ends[0], continuation)
    return stream
  }

  private static func startReader(_ descriptor: Int32, _ continuation: AsyncStream<Int32>.Continuation) {
    var thread = pthread_t()
    pthread_create(&thread, nil, { argument in
      guard let argument else { return nil }
      let reader = Unmanaged<SignalReader>.fromOpaque(argument).takeRetainedValue()
      var byte: UInt8 = 0
      while true {
        let count = read(reader.descriptor, &byte, 1)
        if count < 0, errno == EINTR { continue }
        guard count == 1 else { return nil }
        reader.continuation.yield(Int32(byte))
      }
    }, Unmanaged.passRetained(SignalReader(descriptor: descriptor, continuation: continuation)).toOpaque())
    pthread_detach(thread)
  }
}

private final class SignalReader: Sendable {
  let descriptor: Int32
  let continuation: AsyncStream<Int32>.Continuation
  init(descriptor: Int32, continuation: AsyncStream<Int32>.Continuation) { (self.descriptor, self.continuation) = (descriptor, continuation) }
}
