import GitStore
import Synchronization

/// A key service in memory: each of its keys is a byte that it adds to what it encrypts.
final class ScriptedKeyService: KeyService {
  struct State {
    var key = "key-1"
    var isAway = false
    var encrypted = 0
    var decrypted = 0
  }

  let state = Mutex(State())

  private func offset(_ key: String) -> UInt8 { UInt8(truncatingIfNeeded: key.utf8.reduce(0) { $0 &* 31 &+ Int($1) }) | 1 }

  func currentKey() throws -> String {
    try state.withLock { state in
      if state.isAway { throw KeyServiceError("nobody is there") }
      return state.key
    }
  }

  func encrypt(_ plain: [UInt8]) throws -> EncryptedKey {
    let key = try currentKey()
    state.withLock { $0.encrypted += 1 }
    return EncryptedKey(ciphertext: plain.map { $0 &+ offset(key) }, keyID: key, annotations: ["version.example.com": [1]])
  }

  func decrypt(_ key: EncryptedKey) throws -> [UInt8] {
    _ = try currentKey()
    guard key.annotations["version.example.com"] == [1] else { throw KeyServiceError("the annotations are missing") }
    state.withLock { $0.decrypted += 1 }
    return key.ciphertext.map { $0 &- offset(key.keyID) }
  }
}
