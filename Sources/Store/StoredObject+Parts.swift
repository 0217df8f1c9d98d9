import APIMachinery

extension StoredObject {
  /// The text of `metadata`, as it stands in `json`.
  public var metadataJSON: ArraySlice<UInt8> {
    guard let metadata = JSON.field("metadata", in: json) else { return JSON.encode(decoded().metadata)[...] }
    return json[metadata.value]
  }

  /// The decoded object without `metadata.managedFields`, which is much of most objects and of no use but to writers; and the text of
  /// the whole `metadata`, as it stands in `json`.
  public func printable() -> (decoded: Value, metadata: ArraySlice<UInt8>) {
    guard let metadata = JSON.field("metadata", in: json) else {
      let object = decoded()
      return (object, JSON.encode(object.metadata)[...])
    }
    return (decoded(without: JSON.field("managedFields", in: json, at: metadata.value.lowerBound)), json[metadata.value])
  }

  private func decoded(without managed: JSON.FieldRange?) -> Value {
    // The encoder puts resourceVersion first, so that there is a comma to take out along with the field.
    guard let managed, managed.whole.lowerBound > 0, json[managed.whole.lowerBound - 1] == UInt8(ascii: ",") else { return decoded() }
    var text: [UInt8] = []
    text.reserveCapacity(json.count - managed.whole.count)
    text.append(contentsOf: json[..<(managed.whole.lowerBound - 1)])
    text.append(contentsOf: json[managed.whole.upperBound...])
    return (try? JSON.decode(text)) ?? decoded()
  }
}
