import APIMachinery
import Basics
import Testing

@testable import APISchemas

/// Samples put through the rules: what is wrong with them, what becomes of them, how they print. Changes are written as in
/// `ValidationTests.changed`; an empty one changes nothing.
enum Judged {
  static let now = Timestamp(rfc3339: "2026-01-01T00:10:00Z") ?? Timestamp(secondsSinceEpoch: 0)

  static func changed(_ value: Value, _ change: String) throws -> Value {
    change.isEmpty ? value : try ValidationTests.changed(value, change)
  }

  /// A sample as it would be stored.
  static func stored(_ json: String) throws -> (object: Value, resource: ResourceDefinition) {
    let object = try Samples.object(json)
    let resource = try Samples.resource(of: object)
    return (Samples.scheme.prepareForCreate(object, of: resource), resource)
  }

  /// What is wrong with a new object, changed.
  static func errors(_ json: String, _ change: String = "") throws -> [String] {
    let (object, resource) = try stored(json)
    return Samples.scheme.validateCreate(try changed(object, change), of: resource).map(\.description)
  }

  /// What is wrong with a change of an object that has had `before` done to it.
  static func updateErrors(_ json: String, before: String = "", _ change: String, subresource: String? = nil) throws -> [String] {
    let (object, resource) = try stored(json)
    let old = try changed(object, before)
    return Samples.scheme.validateUpdate(try changed(old, change), old: old, of: resource, subresource: subresource).map(\.description)
  }

  static func expect(_ json: String, _ change: String, _ message: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let errors = try errors(json, change)
    #expect(errors.contains(message), "got \(errors)", sourceLocation: sourceLocation)
  }

  /// An object that has had `before` done to it, after an update through `subresource`.
  static func updated(_ json: String, before: String = "", _ change: String, subresource: String? = nil) throws -> Value {
    let (object, resource) = try stored(json)
    let old = try changed(object, before)
    return Samples.scheme.prepareForUpdate(try changed(old, change), old: old, of: resource, subresource: subresource)
  }

  static func row(_ json: String, _ change: String = "", sourceLocation: SourceLocation = #_sourceLocation) throws -> [Value] {
    let object = try changed(try Samples.object(json), change)
    let resource = try Samples.resource(of: object)
    let row = Samples.scheme.tableRow(object, of: resource, now: now)
    #expect(row.count == resource.columns.count, sourceLocation: sourceLocation)
    return row
  }
}
