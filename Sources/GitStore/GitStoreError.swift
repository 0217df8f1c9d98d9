import Basics
import GitObjects

/// Why a repository can't be opened as a store.
public enum GitStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Another process has it open; `holder` is its process id where that could be read.
  case inUse(path: String, holder: Int32?)
  case otherLayout(path: String, found: String, supported: String)
  /// The journal holds acknowledged writes that can't be read.
  case corruptJournal(file: String, offset: Int, reason: String)
  /// What the repository holds is not what a store wrote.
  case corruptRepository(String)
  case secretKey(String)
  case git(GitError)
  case system(SystemError)

  public var description: String {
    switch self {
    case .inUse(let path, let holder):
      "\(path) is in use by " + (holder.map { "process \($0)" } ?? "another process")
        + "; talk to the daemon that has it open, or wait until it has ended"
    case .otherLayout(let path, let found, let supported):
      "\(path) has layout version \(found) (git config kctl.layoutVersion), and this kctl reads version \(supported):"
        + " use the kctl that wrote it"
    case .corruptJournal(let file, let offset, let reason):
      "the journal is damaged: \(file), offset \(offset): \(reason). Nothing was changed. Restore the file from a copy; or, to give up"
        + " the writes from there on, move the file away (and any later ones beside it) and start again"
    case .corruptRepository(let reason): reason
    case .secretKey(let reason): reason
    case .git(let error): error.description
    case .system(let error): error.description
    }
  }
}
