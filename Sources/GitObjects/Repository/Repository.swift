import Basics
import CLibgit2
import Glibc
import Synchronization

/// A git repository, bare or the `.git` of a work tree: objects, references, history.
///
/// Safe to use from any thread, one call at a time; a thread that reads much opens its own. Every call blocks on the disk:
/// call from threads of one's own, never from the cooperative pool.
public final class Repository: Sendable {
  struct Handle: @unchecked Sendable {
    // Used under the mutex only.
    let repository: OpaquePointer
    let database: OpaquePointer
  }

  /// Where objects and references are, without a slash at the end.
  public let gitDirectory: String
  /// Nil for a bare repository.
  public let workTree: String?
  let handle: Mutex<Handle>

  private static let cacheBytesMax = 4 << 20

  private static let isLibraryReady: Bool = {
    // Objects are kept in the store's own form; libgit2's default cache could grow to 256 MiB.
    git_libgit2_init() > 0 && kctl_git_limit_cache(cacheBytesMax) == 0
  }()

  private init(_ repository: OpaquePointer) throws(GitError) {
    var database: OpaquePointer?
    let status = git_repository_odb(&database, repository)
    guard status == 0, let database else {
      git_repository_free(repository)
      throw Self.lastError(status, "the object database")
    }
    gitDirectory = Self.path(git_repository_commondir(repository)) ?? ""
    workTree = Self.path(git_repository_workdir(repository))
    handle = Mutex(Handle(repository: repository, database: database))
  }

  deinit {
    handle.withLock {
      git_odb_free($0.database)
      git_repository_free($0.repository)
    }
  }

  /// Opens the repository at `path`: a git directory, or a work tree with a `.git` in it.
  public static func open(_ path: String) throws(GitError) -> Repository {
    guard isLibraryReady else { throw .failed("libgit2 can't be set up") }
    var repository: OpaquePointer?
    let status = git_repository_open_ext(&repository, path, GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue, nil)
    guard status == 0, let repository else { throw lastError(status, "the repository \(path)") }
    return try Repository(repository)
  }

  /// Makes a repository whose HEAD is `main`; one that is there already is opened as it is.
  public static func initialize(_ path: String, bare: Bool = true) throws(GitError) -> Repository {
    guard isLibraryReady else { throw .failed("libgit2 can't be set up") }
    do { return try open(path) } catch .notFound {}
    var options = git_repository_init_options()
    git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION))
    options.flags = GIT_REPOSITORY_INIT_MKDIR.rawValue | GIT_REPOSITORY_INIT_MKPATH.rawValue
    if bare { options.flags |= GIT_REPOSITORY_INIT_BARE.rawValue }
    var repository: OpaquePointer?
    let status = "main".withCString { head in
      options.initial_head = head
      return git_repository_init_ext(&repository, path, &options)
    }
    guard status == 0, let repository else { throw lastError(status, "a new repository at \(path)") }
    return try Repository(repository)
  }

  public var packs: PackDirectory { PackDirectory(path: gitDirectory + "/objects/pack") }

  // MARK: - configuration

  /// A setting such as `kctl.layoutVersion`; nil when it isn't set.
  public func configuration(_ name: String) -> String? {
    handle.withLock { handle in
      var config: OpaquePointer?
      guard git_repository_config_snapshot(&config, handle.repository) == 0 else { return nil }
      defer { git_config_free(config) }
      var value: UnsafePointer<CChar>?
      guard git_config_get_string(&value, config, name) == 0, let value else { return nil }
      return String(cString: value)
    }
  }

  /// Writes a setting into the repository's own configuration file.
  public func setConfiguration(_ name: String, _ value: String) throws(GitError) {
    let status = handle.withLock { handle -> Int32 in
      var config: OpaquePointer?
      var local: OpaquePointer?
      let status = git_repository_config(&config, handle.repository)
      guard status == 0 else { return status }
      defer { git_config_free(config) }
      let opened = git_config_open_level(&local, config, GIT_CONFIG_LEVEL_LOCAL)
      guard opened == 0 else { return opened }
      defer { git_config_free(local) }
      return git_config_set_string(local, name, value)
    }
    guard status == 0 else { throw Self.lastError(status, "the setting \(name)") }
  }

  // MARK: - libgit2's conventions

  private static func path(_ text: UnsafePointer<CChar>?) -> String? {
    guard let text else { return nil }
    var path = String(cString: text)
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// The error of the call just made on this thread.
  static func lastError(_ status: Int32, _ what: String) -> GitError {
    if status == GIT_ENOTFOUND.rawValue { return .notFound(what) }
    let message = git_error_last().map { String(cString: $0.pointee.message) } ?? "error \(status)"
    return .failed("\(what): \(message)")
  }
}

extension ObjectID {
  init(_ oid: git_oid) { self = Swift.withUnsafeBytes(of: oid.id) { ObjectID(unchecked: Array($0)) } }

  var oid: git_oid {
    var oid = git_oid()
    withUnsafeBytes { source in
      Swift.withUnsafeMutableBytes(of: &oid.id) { $0.copyBytes(from: source.prefix(20)) }
    }
    return oid
  }
}
