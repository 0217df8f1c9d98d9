import APIMachinery

/// What a CustomResourceDefinition makes the API serve: nothing until its names are accepted, then a kind for each served version, and
/// one for the version that objects are kept in, served or not.
public enum DefinedResources {
  public static let resource = GroupResource(group: "apiextensions.k8s.io", resource: "customresourcedefinitions")
  public static let kind = GroupVersionKind(group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition")
  /// Holds a definition until its objects are gone.
  public static let finalizer = "customresourcecleanup.apiextensions.k8s.io"

  public static func kinds(of object: Value) -> [CustomResource] {
    guard isTrue("Established", object), let spec = object["spec"] else { return [] }
    let versions = spec["versions"]?.array ?? []
    // Objects may be kept in versions that aren't served, or aren't defined, any more.
    let hasOthers = versions.count > 1 || object[path: "status", "storedVersions"]?.array?.count ?? 0 > 1
    return versions.filter { $0["served"]?.bool == true || $0["storage"]?.bool == true }.map { version in
      CustomResource(
        spec, version: version, storage: hasOthers ? storageVersion(of: object) : nil, isTerminating: object.isBeingDeleted,
        revision: UInt64(object.resourceVersion) ?? 0)
    }
  }

  /// The version that its objects are stored in.
  public static func storageVersion(of object: Value) -> String? {
    object["spec"]?["versions"]?.array?.first { $0["storage"]?.bool == true }?["name"]?.string
  }

  public static func isTrue(_ condition: String, _ object: Value) -> Bool {
    object["status"]?["conditions"]?.array?.contains { $0["type"]?.string == condition && $0["status"] == "True" } ?? false
  }

  /// The resource that it defines.
  public static func groupResource(of object: Value) -> GroupResource {
    GroupResource(group: object[path: "spec", "group"]?.string ?? "", resource: object[path: "spec", "names", "plural"]?.string ?? "")
  }
}
