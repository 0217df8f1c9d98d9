import Basics

/// Why a git operation failed.
public enum GitError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no such repository, reference or object.
  case notFound(String)
  /// Another process holds the lock of a reference: try again in a moment. A lock that never goes away was left behind by a
  /// process that died; its file may then be removed.
  case locked(reference: String, lockFile: String)
  /// Somebody else has moved the reference; nothing was changed.
  case moved(reference: String, expected: ObjectID?, found: ObjectID?)
  /// Somebody has changed files of the work tree that would have to change; nothing was changed.
  case workTreeChanged(String)
  /// Content that isn't what git defines.
  case malformed(String)
  case system(SystemError)
  /// What libgit2 says.
  case failed(String)

  public var description: String {
    switch self {
    case .notFound(let what): "\(what) not found"
    case .locked(let reference, let lockFile):
      "\(reference) is locked by another process; if none is running, remove \(lockFile)"
    case .moved(let reference, let expected, let found):
      "\(reference) is at \(found?.hex ?? "nothing"), expected \(expected?.hex ?? "nothing")"
    case .workTreeChanged(let path):
      "files of the work tree \(path) that would have to change have been changed there and not committed: see 'git -C \(path) status', and commit or stash them"
    case .malformed(let what): what
    case .system(let error): error.description
    case .failed(let message): message
    }
  }
}
