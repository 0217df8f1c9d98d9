import APIMachinery
import Store

/// An object on its way to a client: as stored bytes where it can be, decoded where it must.
enum ObjectResult: Sendable {
  case stored(StoredObject)
  /// What was just stored, and the value that it was made of: nothing has to be decoded.
  case written(StoredObject, EncodedObject)
  case value(Value)

  var value: Value {
    switch self {
    case .stored(let object): object.decoded()
    case .written(let object, let encoded): encoded.value(at: object.revision) ?? object.decoded()
    case .value(let value): value
    }
  }

  var json: [UInt8] {
    switch self {
    case .stored(let object), .written(let object, _): object.json
    case .value(let value): JSON.encode(value)
    }
  }
}

/// What a write verb decided, before the commit.
struct WriteResult: Sendable {
  enum Answer: Sendable {
    /// The object under this key, as the commit numbers it; the value is what a dry run answers.
    case object(ObjectKey, Value)
    /// Something else: a Status, a Scale computed from the object under the key.
    case computed(ObjectKey, @Sendable (Value) -> Value, dryRun: Value)
    case value(Value)
  }
  var status = 200
  var answer: Answer

  static func object(_ key: ObjectKey, _ value: Value, status: Int = 200) -> WriteResult {
    WriteResult(status: status, answer: .object(key, value))
  }
  static func value(_ value: Value, status: Int = 200) -> WriteResult { WriteResult(status: status, answer: .value(value)) }
}
