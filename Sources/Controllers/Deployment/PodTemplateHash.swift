import APIMachinery

/// The suffix of a ReplicaSet's name: 32-bit FNV-1a of the template in canonical form and the collision count, in letters that spell
/// no words. Two templates that compare equal have the same hash.
enum PodTemplateHash {
  static func of(_ template: Value, collisionCount: Int64?) -> String {
    var hash: UInt32 = 0x811c_9dc5
    func add(_ bytes: some Sequence<UInt8>) {
      for byte in bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    }
    add(JSON.encode(canonical(template)))
    if let collisionCount { add("#\(collisionCount)".utf8) }
    let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")
    return String(String(hash).utf8.map { alphabet[Int($0) % alphabet.count] })
  }

  private static func canonical(_ value: Value) -> Value {
    switch value {
    case .object(let object): .object(object.sortedByKey().mapValues(canonical))
    case .array(let array): .array(array.map(canonical))
    default: value
    }
  }
}
