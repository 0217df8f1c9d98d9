import Glibc

/// The terminal that this process was started in.
enum HostTerminal {
  static func facts(_ variables: [String: String]) -> Terminal {
    var terminal = Terminal()
    terminal.inputIsTerminal = isatty(0) == 1
    terminal.outputIsTerminal = isatty(1) == 1
    terminal.errorIsTerminal = isatty(2) == 1
    terminal.height = terminal.outputIsTerminal ? size().map { Int($0.height) } : nil
    terminal.width = terminal.outputIsTerminal ? size().map { Int($0.width) } ?? variables["COLUMNS"].flatMap(Int.init) : nil
    terminal.enterRawMode = enterRawMode
    terminal.sizes = sizes
    return terminal
  }

  private static func size() -> Terminal.Size? {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Terminal.Size(width: size.ws_col, height: size.ws_row)
  }

  private static func enterRawMode() -> (@Sendable () -> Void)? {
    var saved = termios()
    guard tcgetattr(0, &saved) == 0 else { return nil }
    var raw = saved
    cfmakeraw(&raw)
    guard tcsetattr(0, TCSADRAIN, &raw) == 0 else { return nil }
    let original = saved
    return {
      var restored = original
      tcsetattr(0, TCSADRAIN, &restored)
    }
  }

  /// SIGWINCH is blocked in the whole process and waited for by one thread.
  private static func sizes() -> AsyncStream<Terminal.Size> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      if let now = size() { continuation.yield(now) }
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGWINCH)
      pthread_sigmask(SIG_BLOCK, &signals, nil)
      let watched = signals
      Task.detached {
        try? await onThread {
          var signals = watched
          pthread_sigmask(SIG_BLOCK, &signals, nil)
          var received: Int32 = 0
          while sigwait(&signals, &received) == 0 {
            guard let now = size() else { return continuation.finish() }
            if case .terminated = continuation.yield(now) { return }
          }
        }
      }
    }
  }
}
