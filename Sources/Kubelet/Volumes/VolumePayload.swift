import APIMachinery

/// One file of a volume whose content comes from the API.
struct PayloadFile: Hashable, Sendable {
  /// Relative, within the volume.
  var path: String
  var bytes: [UInt8]
  var mode: UInt32
  /// nil leaves it to root.
  var owner: UInt32?
}

/// What the content of such volumes is made from.
struct VolumeSources: Sendable {
  var configMaps: [String: Value] = [:]
  var secrets: [String: Value] = [:]
  var tokens: [TokenRequest: CachedToken] = [:]
  /// Why a token isn't there.
  var tokenErrors: [TokenRequest: String] = [:]
  var downward: DownwardContext
}

/// The files of configMap, secret, downwardAPI and projected volumes.
enum VolumePayload {
  /// nil when the volume isn't of such a kind.
  static func files(_ volume: Value, _ sources: VolumeSources) throws(VolumeError) -> [PayloadFile]? {
    if let source = volume["configMap"], !source.isNull { return try configMap(source, mode(source), sources) }
    if let source = volume["secret"], !source.isNull {
      return try secret(source, name: source["secretName"]?.string ?? "", mode(source), sources)
    }
    if let source = volume["downwardAPI"], !source.isNull { return try downward(source, mode(source), sources) }
    guard let projected = volume["projected"], !projected.isNull else { return nil }
    var files: [PayloadFile] = []
    for source in projected["sources"]?.array ?? [] {
      let added = try projection(source, mode(projected), sources)
      files.removeAll { file in added.contains { $0.path == file.path } }
      files += added
    }
    return files
  }

  private static func mode(_ source: Value) -> UInt32 { UInt32(truncatingIfNeeded: source["defaultMode"]?.int ?? 0o644) & 0o777 }

  private static func projection(_ source: Value, _ mode: UInt32, _ sources: VolumeSources) throws(VolumeError) -> [PayloadFile] {
    if let map = source["configMap"], !map.isNull { return try configMap(map, mode, sources) }
    if let secret = source["secret"], !secret.isNull {
      return try Self.secret(secret, name: secret["name"]?.string ?? "", mode, sources)
    }
    if let downward = source["downwardAPI"], !downward.isNull { return try Self.downward(downward, mode, sources) }
    if let token = source["serviceAccountToken"], !token.isNull {
      let request = sources.downward.pod.tokenRequest(token)
      guard let cached = sources.tokens[request] else {
        throw VolumeError("failed to fetch token: \(sources.tokenErrors[request] ?? "no token source is configured on this node")")
      }
      // A token is its reader's alone where it is known who that is.
      let pod = sources.downward.pod
      let owner = pod.commonUser.map { UInt32(truncatingIfNeeded: $0) }
      let isPrivate = owner != nil || pod.spec["securityContext"]?["fsGroup"]?.int != nil
      return [
        PayloadFile(
          path: try checked(token["path"]?.string ?? ""), bytes: Array(cached.token.utf8), mode: isPrivate ? 0o600 : mode, owner: owner)
      ]
    }
    throw VolumeError("unsupported projected volume source: \(source.object?.fieldNames.joined(separator: ", ") ?? "")")
  }

  private static func configMap(_ source: Value, _ mode: UInt32, _ sources: VolumeSources) throws(VolumeError) -> [PayloadFile] {
    let name = source["name"]?.string ?? ""
    let isOptional = source["optional"]?.bool ?? false
    guard let map = sources.configMaps[name] else {
      if isOptional { return [] }
      throw VolumeError("configmap \"\(name)\" not found")
    }
    var data: [String: [UInt8]] = [:]
    for field in map["data"]?.object ?? Object() { data[field.key] = Array((field.value.string ?? "").utf8) }
    for field in map["binaryData"]?.object ?? Object() { data[field.key] = Base64.decode(field.value.string ?? "") ?? [] }
    return try select(data, source["items"], mode, isOptional) { "configmap references non-existent config key: \($0)" }
  }

  private static func secret(_ source: Value, name: String, _ mode: UInt32, _ sources: VolumeSources) throws(VolumeError) -> [PayloadFile] {
    let isOptional = source["optional"]?.bool ?? false
    guard let secret = sources.secrets[name] else {
      if isOptional { return [] }
      throw VolumeError("secret \"\(name)\" not found")
    }
    var data: [String: [UInt8]] = [:]
    for field in secret["data"]?.object ?? Object() { data[field.key] = Base64.decode(field.value.string ?? "") ?? [] }
    return try select(data, source["items"], mode, isOptional) { "references non-existent secret key: \($0)" }
  }

  private static func select(
    _ data: [String: [UInt8]], _ items: Value?, _ mode: UInt32, _ isOptional: Bool, _ missing: (String) -> String
  ) throws(VolumeError) -> [PayloadFile] {
    guard let items = items?.array, !items.isEmpty else {
      return data.sorted { $0.key < $1.key }.map { PayloadFile(path: $0.key, bytes: $0.value, mode: mode) }
    }
    var files: [PayloadFile] = []
    for item in items {
      let key = item["key"]?.string ?? ""
      guard let bytes = data[key] else {
        if isOptional { continue }
        throw VolumeError(missing(key))
      }
      files.append(PayloadFile(path: try checked(item["path"]?.string ?? key), bytes: bytes, mode: Self.mode(item, mode)))
    }
    return files
  }

  private static func mode(_ item: Value, _ fallback: UInt32) -> UInt32 {
    item["mode"]?.int.map { UInt32(truncatingIfNeeded: $0) & 0o777 } ?? fallback
  }

  private static func downward(_ source: Value, _ mode: UInt32, _ sources: VolumeSources) throws(VolumeError) -> [PayloadFile] {
    var files: [PayloadFile] = []
    for item in source["items"]?.array ?? [] {
      let text: String
      do throws(ContainerConfigError) {
        if let field = item["fieldRef"], !field.isNull {
          text = try sources.downward.field(field["fieldPath"]?.string ?? "")
        } else {
          text = try sources.downward.resource(item["resourceFieldRef"], container: nil)
        }
      } catch { throw VolumeError(error.description) }
      files.append(PayloadFile(path: try checked(item["path"]?.string ?? ""), bytes: Array(text.utf8), mode: Self.mode(item, mode)))
    }
    return files
  }

  /// Validation has refused such paths already; a file outside the volume must not depend on that.
  private static func checked(_ path: String) throws(VolumeError) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !path.isEmpty, !path.hasPrefix("/"), !path.hasPrefix(".."), !parts.contains("..") else {
      throw VolumeError("invalid path: \(path)")
    }
    return path
  }
}
