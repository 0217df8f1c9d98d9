#if canImport(Glibc)
  import Glibc
#endif
import Synchronization

/// SIGTERM and SIGINT as values. `block()` must run before the process has a second thread, so that every thread inherits the mask.
public enum TerminationSignals {
  private static var set: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGTERM)
    sigaddset(&set, SIGINT)
    return set
  }

  public static func block() {
    var signals = set
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    // A reader that went away is an error of the write, not the end of the daemon.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Children start with the mask of their parent: lift it there, or SIGTERM never reaches them.
  public static func unblock() {
    var signals = set
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Each arrival of a signal; the waiting is done on a thread of its own, which ends with the process.
  static func arrivals() -> AsyncStream<Int32> {
    AsyncStream(bufferingPolicy: .bufferingNewest(4)) { continuation in
      var thread = pthread_t()
      let box = Unmanaged.passRetained(SignalBox(continuation))
      pthread_create(&thread, nil, { argument in
        guard let argument else { return nil }
        let continuation = Unmanaged<SignalBox>.fromOpaque(argument).takeRetainedValue().continuation
        while true {
          var signals = TerminationSignals.set
          var number: Int32 = 0
          if sigwait(&signals, &number) == 0 { continuation.yield(number) }
        }
      }, box.toOpaque())
    }
  }
}

private final class SignalBox: Sendable {
  let continuation: AsyncStream<Int32>.Continuation
  init(_ continuation: AsyncStream<Int32>.Continuation) { self.continuation = continuation }
}
