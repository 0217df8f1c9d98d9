import APIMachinery
import Client

extension Batch.Document {
  /// The text, when it is one document that says what `object` says: only that has been authorized and admitted, and the text goes to
  /// `main` as it is. Nil for any other text; the object then goes there in the server's own words.
  ///
  /// A text that names no namespace means `default`, as it does on `main`.
  var faithfulSource: [UInt8]? {
    guard let source, let documents = try? YAML.documents(source), documents.count == 1 else { return nil }
    return Self.inNamespace(documents[0].value) == Self.inNamespace(object) ? source : nil
  }

  private static func inNamespace(_ object: Value) -> Value {
    guard object["metadata"]?.object != nil, object.namespace == "default" else { return object }
    var result = object
    result[path: "metadata", "namespace"] = nil
    return result
  }
}
