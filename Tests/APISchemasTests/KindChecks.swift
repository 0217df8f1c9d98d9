import APIMachinery
import Basics
import Testing

@testable import APISchemas

/// A change to a sample (in the notation of `ValidationTests`) and every error that comes of it.
struct KindCase: Sendable, CustomTestStringConvertible {
  let change: String
  let errors: [String]
  init(_ change: String, _ errors: String...) { (self.change, self.errors) = (change, errors) }
  var testDescription: String { change.isEmpty ? "as it is" : change }
}

/// What the server does to an object before it stores it, without the server.
enum KindChecks {
  static let now = Timestamp(rfc3339: "2026-01-01T00:10:00Z") ?? Timestamp(secondsSinceEpoch: 0)

  /// The sample, changed as a client would, defaulted and prepared.
  static func created(_ json: String, _ change: String = "") throws -> Value {
    let changed = change.isEmpty ? json : JSON.text(try ValidationTests.changed(try JSON.decode(json), change))
    let object = try Samples.object(changed)
    return Samples.scheme.prepareForCreate(object, of: try Samples.resource(of: object))
  }

  static func createErrors(_ json: String, _ change: String = "") throws -> [String] {
    let object = try created(json, change)
    return Samples.scheme.validateCreate(object, of: try Samples.resource(of: object)).map(\.description)
  }

  static func updated(_ json: String, _ change: String, _ subresource: String? = nil, from old: Value? = nil) throws -> Value {
    let old = try old ?? created(json)
    let resource = try Samples.resource(of: old)
    let new = Samples.scheme.withDefaults(change.isEmpty ? old : try ValidationTests.changed(old, change), of: resource.gvk)
    return Samples.scheme.prepareForUpdate(new, old: old, of: resource, subresource: subresource)
  }

  static func updateErrors(_ json: String, _ change: String, _ subresource: String? = nil, from old: Value? = nil) throws -> [String] {
    let old = try old ?? created(json)
    let new = try updated(json, change, subresource, from: old)
    let resource = try Samples.resource(of: old)
    return Samples.scheme.validateUpdate(new, old: old, of: resource, subresource: subresource).map(\.description)
  }

  static func row(_ json: String, _ change: String = "") throws -> [Value] {
    let object = try Samples.object(json)
    let changed = change.isEmpty ? object : try ValidationTests.changed(object, change)
    let resource = try Samples.resource(of: object)
    let row = Samples.scheme.tableRow(changed, of: resource, now: now)
    #expect(row.count == resource.columns.count)
    return row
  }
}
