import Basics
import Testing

@testable import GitStore

@Suite struct RetentionPolicyTests {
  private typealias Facts = RetentionPolicy.Facts

  @Test("how much to keep is read as a time, a number, a size, or several of them")
  func reading() throws {
    #expect(try RetentionPolicy("7d").age == .seconds(604_800))
    #expect(try RetentionPolicy("1d12h").age == .seconds(129_600))
    #expect(try RetentionPolicy("30m").age == .seconds(1_800))
    #expect(try RetentionPolicy("100000").commits == 100_000)
    #expect(try RetentionPolicy("2GiB").bytes == 2 << 30)
    #expect(try RetentionPolicy("500M").bytes == 500_000_000)
    let several = try RetentionPolicy("7d,1000,1Gi")
    #expect(several.age == .seconds(604_800) && several.commits == 1_000 && several.bytes == 1 << 30)
  }

  @Test("what says nothing, or two things at once, is refused", arguments: [
    "", "0", "-5", "7", "d", "7d,", "7x", "1.5d", "7d,8d", "5,6", "1GiB,2GiB", "0s", "999999999999999999y", "99999999999999TiB", " 7d", "٧d",
  ])
  func refusals(text: String) {
    // A bare number is one of commits.
    if text == "7" { #expect((try? RetentionPolicy(text))?.commits == 7) } else { #expect(throws: RetentionError.self) { try RetentionPolicy(text) } }
  }

  @Test("on request it is exactly as much as is said, and nothing where a snapshot would save nothing", arguments: [
    ("10", Facts(commits: 100), 92), ("10", Facts(commits: 12), 4), ("10", Facts(commits: 11), 3), ("10", Facts(commits: 10), 0), ("1", Facts(commits: 5), 5),
    ("7d", Facts(commits: 100, expired: 40), 40), ("7d", Facts(commits: 100, expired: 2), 0), ("7d", Facts(commits: 100, expired: 100), 100),
    ("7d,10", Facts(commits: 100, expired: 40), 92), ("7d,90", Facts(commits: 100, expired: 40), 40),
    ("1KiB", Facts(commits: 100, bytes: 1_000), 0), ("1KiB", Facts(commits: 100, bytes: 2_048), 63),
    ("1KiB", Facts(commits: 100, bytes: 2_048, isPruned: false), 0),
  ] as [(String, RetentionPolicy.Facts, Int)])
  func onRequest(text: String, facts: RetentionPolicy.Facts, expected: Int) throws {
    #expect(try RetentionPolicy(text).squashable(facts, onRequest: true) == expected)
  }

  @Test("by itself it waits until a quarter more is there than what it has to write anew")
  func slack() throws {
    let policy = try RetentionPolicy("1000")
    #expect(policy.squashable(Facts(commits: 1_100), onRequest: false) == 0)
    #expect(policy.squashable(Facts(commits: 1_300), onRequest: false) == 302)
    let total = (0..<10_000).reduce(into: (commits: 1_000, written: 0)) { state, _ in
      state.commits += 1
      let squashed = policy.squashable(Facts(commits: state.commits), onRequest: false)
      guard squashed > 0 else { return }
      state.written += state.commits - squashed
      state.commits -= squashed - RetentionPolicy.rootCommits
    }
    #expect(total.written <= 10_000 * (RetentionPolicy.slackDivisor + 1), "each commit is written anew but a few times: \(total.written)")
  }
}
