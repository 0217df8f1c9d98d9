import APIMachinery
import Basics

/// ConfigMaps and Secrets.
enum ConfigDescription {
  static func writeConfigMap(_ map: Value, into text: inout DescribeText) {
    text.header(map)
    text.line("")
    text.line("Data\n====")
    for field in (map["data"]?.object ?? Object()).sortedByKey() {
      text.line("\(field.key):\n----")
      text.line(field.value.string ?? "")
      text.line("")
    }
    text.line("")
    text.line("BinaryData\n====")
    for field in (map["binaryData"]?.object ?? Object()).sortedByKey() {
      text.line("\(field.key): \(size(field.value)) bytes")
    }
    text.line("")
  }

  /// Sizes only: the values are secret.
  static func writeSecret(_ secret: Value, into text: inout DescribeText) {
    text.header(secret)
    text.line("")
    text.field("Type", DescribeValue.text(secret["type"], else: "Opaque"))
    text.line("")
    text.line("Data\n====")
    for field in (secret["data"]?.object ?? Object()).sortedByKey() {
      text.field(field.key, "\(size(field.value)) bytes")
    }
  }

  private static func size(_ value: Value) -> Int { value.string.flatMap { Base64.decode($0)?.count } ?? 0 }
}
