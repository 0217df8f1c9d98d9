import Basics
import Logging
import PKI
import Synchronization
import Testing

@testable import Daemon

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct CertificateRenewalTests {
  /// Where what is made can be made to fail.
  private final class Disk: Sendable {
    let problem = Mutex<String?>(nil)
    let written = Mutex(0)
    let made = Mutex(0)
    let shown = Mutex(0)
    func check() throws { if let problem = problem.withLock({ $0 }) { throw DaemonError(problem) } }
  }

  /// Sleeps no time at all, and ends whoever wants to sleep a third time.
  private final class SleeplessClock: WallClock {
    private let clock = ManualClock()
    let deadlines = Mutex<[Timestamp]>([])

    var now: Timestamp { clock.now }

    func advance(by duration: Duration) { clock.advance(by: duration) }

    func sleep(until deadline: Timestamp) async throws {
      let count = deadlines.withLock { deadlines in
        deadlines.append(deadline)
        return deadlines.count
      }
      if count == 3 { throw CancellationError() }
    }
  }

  private func directory() throws -> String {
    let path = "/tmp/kctl-renewal-\(SystemRandom().nameSuffix(10))"
    try TextFile.makeDirectories(path, mode: 0o700)
    return path
  }

  private func remove(_ path: String) {
    for name in ["ca.crt", "ca.key"] { unlink(path + "/" + name) }
    rmdir(path)
  }

  private let terms = ServingCertificates.Terms(names: ["localhost"], addresses: [], kubelet: nil, lifetime: .seconds(3_600))

  private func renewal(_ path: String, _ clock: any WallClock, _ disk: Disk) throws -> CertificateRenewal {
    try CertificateRenewal(
      clock: clock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      make: { [terms] now in
        disk.made.withLock { $0 += 1 }
        return try ServingCertificates.make(directory: path, terms, now: now)
      },
      write: { _ in
        try disk.check()
        disk.written.withLock { $0 += 1 }
      })
  }

  @Test func `a directory that can't be written to doesn't keep new certificates from being shown, and is tried again`() throws {
    let path = try directory()
    defer { remove(path) }
    let (clock, disk) = (ManualClock(), Disk())
    let renewal = try renewal(path, clock, disk)
    let first = renewal.current.server.certificate
    renewal.whenRenewed { _ in disk.shown.withLock { $0 += 1 } }
    disk.problem.withLock { $0 = "create /pki/apiserver.key: Read-only file system" }
    clock.advance(by: .seconds(3_000))
    #expect(throws: DaemonError.self) { try renewal.renew() }
    #expect(renewal.current.server.certificate != first && disk.shown.withLock { $0 } == 1)
    #expect(renewal.problem?.contains("Read-only file system") == true)
    #expect(renewal.check.check() == nil, "what is shown is good")
    disk.problem.withLock { $0 = nil }
    try renewal.renew()
    #expect(renewal.problem == nil && disk.written.withLock { $0 } == 2)
  }

  @Test func `an authority that has run out is named with what to do; the check fails when clients would`() throws {
    let path = try directory()
    defer { remove(path) }
    let (clock, disk) = (ManualClock(), Disk())
    let renewal = try renewal(path, clock, disk)
    #expect(renewal.check.check() == nil)
    clock.advance(by: .seconds(11 * 365 * 86_400))
    #expect { try renewal.renew() } throws: { "\($0)".contains("ca.crt ran out at") && "\($0)".contains("start again") }
    #expect(renewal.check.check()?.contains("ran out at") == true)
    #expect(throws: DaemonError.self) { try self.renewal(path, clock, disk) }
  }

  @Test(.timeLimit(.minutes(1)))
  func `it never turns in a circle, however the attempts end`() async throws {
    let path = try directory()
    defer { remove(path) }
    let (clock, disk) = (SleeplessClock(), Disk())
    let renewal = try renewal(path, clock, disk)
    clock.advance(by: .seconds(11 * 365 * 86_400))
    await renewal.run()
    let deadlines = clock.deadlines.withLock { $0 }
    #expect(deadlines == [Timestamp](repeating: clock.now + CertificateRenewal.retryDelay, count: 3))
    #expect(disk.made.withLock { $0 } == 3, "the first, and one for each sleep that ended")
  }
}
