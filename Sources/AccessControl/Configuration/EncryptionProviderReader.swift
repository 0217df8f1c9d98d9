import APIMachinery
import Basics

/// One provider of an EncryptionConfiguration.
struct EncryptionProviderReader {
  private static let kinds = ["aesgcm", "aescbc", "secretbox", "kms", "identity"]
  private static let nameLengthMax = 100
  private static let timeoutUsual = Duration.seconds(3)

  let reader: FieldReader

  /// Notes what is wrong; nil when no provider can be made of it. `services`: those that were named before.
  func provider(_ services: inout [String: EncryptionConfiguration.Service]) -> EncryptionConfiguration.Provider? {
    defer { reader.end() }
    let given = Self.kinds.filter { reader.isGiven($0) }
    var providers: [EncryptionConfiguration.Provider?] = []
    for kind in given {
      guard let inner = reader.object(kind) else { continue }
      switch kind {
      case "aesgcm": providers.append(keys(inner, lengths: [16, 24, 32]).map { .aesgcm($0) })
      case "aescbc": providers.append(keys(inner, lengths: [16, 24, 32]).map { .aescbc($0) })
      case "secretbox": providers.append(keys(inner, lengths: [32]).map { .secretbox($0) })
      case "kms": providers.append(service(inner, &services).map { .kms($0) })
      default:
        inner.end()
        providers.append(.identity)
      }
    }
    if given.count != 1 {
      let reason = given.isEmpty ? "provider does not contain any of the expected providers: \(Self.kinds.joined(separator: ", "))" : "more than one provider specified in a single element, should split into different list elements"
      reader.note(FieldError(given.isEmpty ? .required : .invalid, reader.path, nil, reason))
      return nil
    }
    return providers.first ?? nil
  }

  private func keys(_ reader: FieldReader, lengths: [Int]) -> [EncryptionConfiguration.Key]? {
    defer { reader.end() }
    let items = reader.objects("keys")
    if items.isEmpty { reader.note(.required(reader.place("keys"), "at least one key is required")) }
    var names: Set<String> = []
    let keys = items.compactMap { item -> EncryptionConfiguration.Key? in
      defer { item.end() }
      let name = item.text("name")
      checkName(name, item)
      if !names.insert(name).inserted { item.note(.duplicate(item.place("name"), .string(name))) }
      let secret = item.text("secret")
      guard !secret.isEmpty else {
        item.note(.required(item.place("secret")))
        return nil
      }
      // Neither message says anything of the key but its length.
      guard let bytes = Base64.decode(secret) else {
        item.note(FieldError(.invalid, item.place("secret"), nil, "must be base64"))
        return nil
      }
      guard lengths.contains(bytes.count) else {
        let wanted = lengths.map { "\($0)" }.joined(separator: ", ")
        item.note(FieldError(.invalid, item.place("secret"), nil, "is a key of \(bytes.count) bytes: its length must be one of \(wanted)"))
        return nil
      }
      return EncryptionConfiguration.Key(name: name, bytes: bytes)
    }
    return keys.isEmpty ? nil : keys
  }

  private func checkName(_ name: String, _ reader: FieldReader) {
    if name.isEmpty {
      reader.note(.required(reader.place("name")))
    } else if name.utf8.count > Self.nameLengthMax || !name.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0 != ":" }) {
      reader.note(.invalid(reader.place("name"), .string(name), "must be at most \(Self.nameLengthMax) ASCII characters without blanks and colons"))
    }
  }

  private func service(_ reader: FieldReader, _ services: inout [String: EncryptionConfiguration.Service]) -> EncryptionConfiguration.Service? {
    defer { reader.end() }
    let version = reader.text("apiVersion")
    if version != "v2" {
      reader.note(.notSupported(reader.place("apiVersion"), .string(version.isEmpty ? "v1" : version), ["v2"]))
    }
    if reader.isGiven("cachesize") {
      _ = reader.integer("cachesize")
      reader.note(FieldError(.invalid, reader.place("cachesize"), nil, "cachesize is not supported in v2"))
    }
    let name = reader.text("name")
    checkName(name, reader)
    let timeout = reader.duration("timeout") ?? Self.timeoutUsual
    if timeout <= .zero { reader.note(.invalid(reader.place("timeout"), reader.value["timeout"] ?? .null, "should be a positive value")) }
    let endpoint = reader.text("endpoint")
    guard !endpoint.isEmpty else {
      reader.note(.required(reader.place("endpoint")))
      return nil
    }
    let scheme = "unix://"
    let socket = String(endpoint.dropFirst(scheme.count))
    guard endpoint.hasPrefix(scheme), socket.hasPrefix("/"), socket.utf8.count < 108 else {
      reader.note(.invalid(reader.place("endpoint"), .string(endpoint), "must be unix:// and the path of a socket"))
      return nil
    }
    let service = EncryptionConfiguration.Service(name: name, socket: socket, timeout: timeout)
    if let known = services[name], known != service {
      reader.note(.invalid(reader.place("name"), .string(name), "another kms provider with this name has another endpoint or timeout"))
    }
    services[name] = service
    return service
  }
}
