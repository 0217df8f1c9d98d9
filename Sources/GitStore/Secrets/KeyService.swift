/// A service that keeps keys and encrypts with them, such as a KMS plugin (kubernetes.io, "Using a KMS provider for data encryption").
///
/// Calls block until the service answers, or for as long as the service's time limit: never made from a thread that others share.
public protocol KeyService: Sendable {
  /// Which key it would encrypt with now. Throws when it doesn't answer, or says that it isn't well.
  func currentKey() throws -> String
  func encrypt(_ plain: [UInt8]) throws -> EncryptedKey
  func decrypt(_ key: EncryptedKey) throws -> [UInt8]
}

/// A key as a service has encrypted it.
public struct EncryptedKey: Hashable, Sendable {
  public var ciphertext: [UInt8]
  /// The service's name for the key that it was encrypted with.
  public var keyID: String
  /// What the service wants to see again when it decrypts.
  public var annotations: [String: [UInt8]]

  public init(ciphertext: [UInt8], keyID: String, annotations: [String: [UInt8]] = [:]) {
    (self.ciphertext, self.keyID, self.annotations) = (ciphertext, keyID, annotations)
  }
}

/// Why a key service's answer can't be used.
public struct KeyServiceError: Error, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}
