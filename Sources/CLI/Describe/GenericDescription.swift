import APIMachinery

/// Kinds without a form of their own: every field by its name, in words.
enum GenericDescription {
  static func write(_ object: Value, isNamespaced: Bool, into text: inout DescribeText) {
    text.field("Name", object.name)
    text.field("Namespace", isNamespaced ? object.namespace : "")
    text.labels("Labels", object.labels)
    text.annotations(object.annotations)
    text.field("API Version", object.apiVersion)
    text.field("Kind", object.kind)
    var rest = object
    for field in ["apiVersion", "kind"] { rest[field] = nil }
    for field in ["name", "namespace", "labels", "annotations", "managedFields"] where rest["metadata"]?[field] != nil {
      rest[path: "metadata", field] = nil
    }
    write(fields: rest.object ?? Object(), level: 0, into: &text)
  }

  private static func write(fields: Object, level: Int, into text: inout DescribeText) {
    for field in fields.sortedByKey() {
      let label = words(field.key)
      switch field.value {
      case .object(let object):
        text.line(label + ":", level: level)
        write(fields: object, level: level + 1, into: &text)
      case .array(let elements):
        text.line(label + ":", level: level)
        for element in elements {
          if let object = element.object {
            write(fields: object, level: level + 1, into: &text)
          } else {
            text.line(DescribeValue.text(element), level: level + 1)
          }
        }
      default: text.field(label, DescribeValue.text(field.value), level: level)
      }
    }
  }

  /// `podCIDRs` reads `Pod CIDRs`, `leaseDurationSeconds` `Lease Duration Seconds`. Keys that aren't identifiers stay.
  static func words(_ key: String) -> String {
    guard key.allSatisfy({ $0.isLetter || $0.isNumber }), let first = key.first else { return key }
    var text = String(first).uppercased()
    var previous = first
    for character in key.dropFirst() {
      if character.isUppercase, previous.isLowercase || previous.isNumber { text += " " }
      text.append(character)
      previous = character
    }
    return text == "Uid" ? "UID" : text
  }
}
