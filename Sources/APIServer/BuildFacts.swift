import Basics

/// What a program was built from: the commit, whether the tree was `clean` or `dirty`, and when. Empty is unknown; without a date the
/// beginning of time is told, as upstream's own builds do.
public struct BuildFacts: Sendable {
  public var commit: String
  public var treeState: String
  public var date: Timestamp

  /// `epoch`: seconds since 1970 in decimal digits.
  public init(commit: String = "", treeState: String = "", epoch: String = "") {
    (self.commit, self.treeState) = (commit, treeState)
    date = Timestamp(secondsSinceEpoch: Int64(epoch) ?? 0)
  }
}
