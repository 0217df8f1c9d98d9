import Basics
import GitObjects
import Glibc

/// The file with the key that commits are signed with, and the list of who may sign, for git and for people.
enum SigningKeyFile {
  /// The name that the store's own key has in the list: the address that its commits name as committer.
  static let principal = CommitMessage.committerEmail
  private static let setting = "gpg.ssh.allowedSignersFile"

  /// Reads the key, or makes one, readable by its owner alone.
  static func signer(_ path: String) throws(GitStoreError) -> CommitSigner {
    do {
      if access(path, F_OK) == 0 {
        guard let signer = CommitSigner(try TextFile.read(path)) else { throw GitStoreError.secretKey("\(path) doesn't hold a key of 32 bytes in base64") }
        return signer
      }
      let signer = CommitSigner.generate()
      try TextFile.makeDirectories(TextFile.parent(of: path), mode: 0o700, isLasting: true)
      try TextFile.write(signer.text, to: path, mode: 0o600)
      return signer
    } catch let error as GitStoreError {
      throw error
    } catch let error as SystemError {
      throw .system(error)
    } catch {
      throw .secretKey("\(path): \(error)")
    }
  }

  /// Puts the store's key into the list, and tells git where that is, unless people have told it otherwise. Keys of before stay: old
  /// commits are signed with them. A list that can't be understood is left for people to mend.
  static func announce(_ signer: CommitSigner, in repository: Repository) throws(GitStoreError) {
    do {
      let path = SignersFile.path(repository)
      let known = repository.configuration(setting)
      if known == nil || known?.hasSuffix("/kctl/allowed_signers") == true, known != path { try repository.setConfiguration(setting, path) }
      guard var signers = try? SignersFile.read(repository) else { return }
      guard !signers.entries.contains(where: { $0.key == signer.publicKey && $0.principals == [principal] }) else { return }
      signers.entries.append(.init(principals: [principal], key: signer.publicKey, namespaces: [SSHSignature.gitNamespace], comment: "kctl"))
      try SignersFile.write(signers, repository)
    } catch let error as SystemError {
      throw .system(error)
    } catch let error as GitError {
      throw .git(error)
    } catch {
      throw .secretKey("\(error)")
    }
  }
}
