import APIMachinery
import Basics
import Store

/// How a repository is opened as a store.
public struct GitStoreOptions: Sendable {
  /// The git directory, or a work tree; made (bare) when it isn't there.
  public var path: String
  /// Where the key for Secrets is, outside the repository; made when it isn't there and nothing was sealed yet. With nil the key
  /// lives as long as the process: for stores without Secrets.
  public var keyFile: String?
  /// What is sealed with other keys than that one; it then only opens what it has sealed, and is not made.
  public var sealing = SealingRules()
  /// Where the key is that commits are signed with, outside the repository; made when it isn't there. With nil they aren't signed.
  public var signingKeyFile: String?
  /// How much of the past stays in memory.
  public var window = HistoryWindow()
  /// Until when to wait for a process that has the repository open; nil doesn't wait.
  public var lockDeadline: Timestamp?
  /// Writers wait while more bytes than this are in the journal and not yet in git.
  public var backlogBytesMax = 64 << 20
  /// Whether packs are consolidated in the background, by the `git` program, and what makes opening and history quick is kept fresh.
  public var maintainsPacks = true
  /// How much history the store keeps by itself, where it maintains packs; nil keeps all of it.
  public var retention: RetentionPolicy?
  /// How long what was squashed stays on the disk for programs that are still reading it.
  public var pruneGrace: Duration = .seconds(3_600)
  /// An object in the form of another version of its kind, as itself where there is none: a manifest of `main` keeps the version that
  /// it is written in.
  public var reading: @Sendable (Value, GroupVersionKind) -> Value = { object, _ in object }
  public var clock: any WallClock = SystemClock()
  public var random: any RandomSource = SystemRandom()

  public init(path: String, keyFile: String?) { (self.path, self.keyFile) = (path, keyFile) }
}

/// How far git is behind what is acknowledged.
public struct GitStoreStatus: Sendable {
  /// The commit of `main` that the live state holds.
  public var adoptedMain: String?
  /// Persons' changes that wait for `main`: a push that isn't adopted yet, or a lock that somebody holds.
  public var heldEdits: Int
  /// The revision of the oldest of them.
  public var oldestHeldEdit: Revision?
  /// Journal bytes that aren't in git yet.
  public var backlogBytes: Int
  /// What keeps git from taking writes, or a person's change from `main`; acknowledged writes are safe all the same.
  public var problem: String?
  /// Packs written since the store was opened.
  public var batches: Int
}
