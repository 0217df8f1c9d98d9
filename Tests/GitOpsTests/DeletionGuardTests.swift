import GitOps
import Testing

@Suite struct `I4 a commit that deletes too much is held` {
  let rule = DeletionGuard(shareMax: 0.5, countMin: 5)

  @Test(arguments: [(10, 10, 0), (10, 8, 2), (4, 1, 3), (20, 10, 10)])
  func `ordinary deletions proceed`(before: Int, after: Int, deleted: Int) {
    #expect(rule.verdict(before: before, after: after, deleted: deleted, message: "tidy") == .proceed)
  }

  @Test(arguments: [(10, 4, 6), (2, 0, 2), (100, 0, 100)])
  func `most of the objects, or all of them, are held`(before: Int, after: Int, deleted: Int) {
    guard case .hold(let reason) = rule.verdict(before: before, after: after, deleted: deleted, message: "oops") else {
      Issue.record("was let through")
      return
    }
    #expect(reason.contains(DeletionGuard.confirmation))
  }

  @Test func `the trailer lets it happen`() {
    #expect(rule.verdict(before: 10, after: 0, deleted: 10, message: "Start over\n\nKctl-Allow-Deletions: true\n") == .proceed)
    #expect(rule.verdict(before: 10, after: 0, deleted: 10, message: "Kctl-Allow-Deletions: trueish") != .proceed)
  }

  @Test func `an empty repository has nothing to hold`() {
    #expect(rule.verdict(before: 0, after: 0, deleted: 0, message: "") == .proceed)
  }
}
