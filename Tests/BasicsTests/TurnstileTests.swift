import Basics
import Synchronization
import Testing

@Suite struct TurnstileTests {
  private final class Room: Sendable {
    let counts = Mutex((now: 0, most: 0, through: 0))

    func enter() {
      counts.withLock { counts in
        counts.now += 1
        counts.most = max(counts.most, counts.now)
      }
    }

    func leave() {
      counts.withLock { counts in
        counts.now -= 1
        counts.through += 1
      }
    }
  }

  @Test func `no more than its width are inside, and everybody gets through, also past one that throws`() async {
    let (turnstile, room) = (Turnstile(width: 3), Room())
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<500 {
        group.addTask {
          try? await turnstile.pass {
            room.enter()
            await Task.yield()
            room.leave()
            if number % 7 == 0 { throw CancellationError() }
          }
        }
      }
    }
    let counts = room.counts.withLock { $0 }
    #expect(counts.now == 0 && counts.most <= 3 && counts.through == 500)
  }
}
