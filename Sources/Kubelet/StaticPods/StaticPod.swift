import APIMachinery
import APISchemas
import Basics

/// A pod from a file of the node's (Create static Pods): it runs whether or not there is an API server, which gets a mirror of it.
enum StaticPod {
  static let hashAnnotation = "kubernetes.io/config.hash"
  static let mirrorAnnotation = "kubernetes.io/config.mirror"
  static let seenAnnotation = "kubernetes.io/config.seen"
  static let sourceAnnotation = "kubernetes.io/config.source"

  struct ManifestError: Error, Hashable, Sendable, CustomStringConvertible {
    var description: String
  }

  /// The pod of one file, as the API would have defaulted it. Its uid follows from the text: another text is another pod.
  static func read(_ bytes: [UInt8], file: String, nodeName: String, now: Timestamp) throws(ManifestError) -> Pod {
    var object: Value
    do throws(YAML.SyntaxError) { object = try YAML.decode(bytes) } catch { throw ManifestError(description: "\(file): \(error)") }
    guard object["kind"]?.string == "Pod", object["apiVersion"]?.string == "v1" else {
      throw ManifestError(description: "\(file): not a v1 Pod")
    }
    guard !object.name.isEmpty else { throw ManifestError(description: "\(file): metadata.name is missing") }
    object = Scheme.builtIn.withDefaults(object, of: GroupVersionKind(group: "", version: "v1", kind: "Pod"))
    let uid = hash(bytes + Array(file.utf8) + Array(nodeName.utf8))
    object[path: "metadata", "name"] = .string("\(object.name)-\(nodeName.lowercased())")
    if object.namespace.isEmpty { object[path: "metadata", "namespace"] = "default" }
    object[path: "metadata", "uid"] = .string(uid)
    object[path: "metadata", "creationTimestamp"] = .string(now.rfc3339)
    object[path: "metadata", "annotations", hashAnnotation] = .string(uid)
    object[path: "metadata", "annotations", seenAnnotation] = .string(now.rfc3339Nano)
    object[path: "metadata", "annotations", sourceAnnotation] = "file"
    object[path: "spec", "nodeName"] = .string(nodeName)
    // Nothing but its file's removal ends it.
    let tolerations = object["spec"]?["tolerations"]?.array ?? []
    object[path: "spec", "tolerations"] = .array(tolerations + [["operator": "Exists", "effect": "NoExecute"]])
    object["status"] = ["phase": "Pending"]
    return Pod(object)
  }

  /// The object that shows the pod in the API.
  static func mirror(of pod: Pod, nodeUID: String?) -> Value {
    var object = pod.object
    let nodeName = pod.spec["nodeName"]?.string ?? ""
    for field in ["uid", "creationTimestamp"] { object[path: "metadata", field] = nil }
    object[path: "metadata", "annotations", mirrorAnnotation] = .string(pod.uid)
    if let nodeUID {
      object[path: "metadata", "ownerReferences"] = [
        ["apiVersion": "v1", "kind": "Node", "name": .string(nodeName), "uid": .string(nodeUID), "controller": true]
      ]
    }
    object["status"] = nil
    return object
  }

  /// Thirty-two hexadecimal digits (FNV-1a of 128 bits).
  private static func hash(_ bytes: [UInt8]) -> String {
    var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013b
    for byte in bytes { hash = (hash ^ UInt128(byte)) &* prime }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 32 - digits.utf8.count) + digits
  }
}
