import APIMachinery
import Basics
import Testing

@testable import APISchemas

@Suite struct ExtensionKindsTests {
  static let definition = #"""
    {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"gadgets.shop.example"},
     "spec":{"group":"shop.example","scope":"Namespaced","names":{"plural":"gadgets","kind":"Gadget"},
      "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{
        "spec":{"type":"object","properties":{"size":{"type":"integer","default":3,"enum":[1,null,3]},
          "tags":{"type":"array","items":{"type":"string"}},
          "labels":{"type":"object","additionalProperties":{"type":"string","nullable":true}},
          "free":{"type":"object","additionalProperties":false}}}}}}}]}}
    """#
  static let service = #"""
    {"apiVersion":"apiregistration.k8s.io/v1","kind":"APIService","metadata":{"name":"v1.shop.example"},
     "spec":{"group":"shop.example","version":"v1","groupPriorityMinimum":100,"versionPriority":10,
      "service":{"namespace":"shop","name":"api"}}}
    """#

  @Test func `a definition gets its names, its conversion and its stored version`() throws {
    let object = try Samples.object(Self.definition)
    #expect(object[path: "spec", "names", "singular"] == "gadget")
    #expect(object[path: "spec", "names", "listKind"] == "GadgetList")
    #expect(object[path: "spec", "conversion", "strategy"] == "None")
    let resource = try Samples.resource(of: object)
    let created = Samples.scheme.prepareForCreate(object, of: resource)
    #expect(created[path: "status", "storedVersions"] == ["v1"])
    #expect(created.generation == 1)
    #expect(Samples.scheme.validateCreate(created, of: resource) == [])
  }

  @Test func `the unions of a JSON schema are kept in each of their forms`() throws {
    let kind = Samples.kind("apiextensions.k8s.io/v1", "CustomResourceDefinition")
    let source = try JSON.decode(Self.definition)
    let (decoded, unknown) = try Samples.scheme.decode(source, as: kind)
    #expect(unknown == [])
    #expect(decoded == source)
    let text = #"""
      {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","spec":{"versions":[{"schema":{"openAPIV3Schema":{
       "items":[{"type":"string","colour":"red"}],"additionalItems":true,"dependencies":{"a":["b"],"c":{"type":"object"}}}}}]}}
      """#
    let loose = try Samples.scheme.decode(JSON.decode(text), as: kind)
    #expect(loose.unknownFields == [#"unknown field "spec.versions[0].schema.openAPIV3Schema.items[0].colour""#])
    let schema = loose.object[path: "spec", "versions"]?[0]?[path: "schema", "openAPIV3Schema"]
    #expect(schema?["items"] == [["type": "string"]])
    #expect(schema?["additionalItems"] == true)
    #expect(schema?["dependencies"] == ["a": ["b"], "c": ["type": "object"]])
    #expect(throws: StatusError.self) {
      try Samples.scheme.decode(JSON.decode(text.replacing("true", with: "3")), as: kind)
    }
  }

  @Test func `fields inside a union come in canonical order`() throws {
    let kind = Samples.kind("apiextensions.k8s.io/v1", "CustomResourceDefinition")
    let value = try JSON.decode(
      #"{"spec":{"versions":[{"schema":{"openAPIV3Schema":{"properties":{"a":{"items":{"type":"string","format":"date"}}}}}}]}}"#)
    let ordered = Samples.scheme.withDefaults(value, of: kind)
    #expect(JSON.text(ordered).contains(#""a":{"items":{"format":"date","type":"string"}}"#))
  }

  @Test(arguments: [
    ("spec/names/plural = \"gizmos\"", #"metadata.name: Invalid value: "gadgets.shop.example": must be spec.names.plural+"."+spec.group"#),
    ("spec/group = \"shop\"", #"spec.group: Invalid value: "shop": should be a domain with at least one dot"#),
    ("spec/scope = \"World\"", #"spec.scope: Unsupported value: "World": supported values: "Cluster", "Namespaced""#),
    ("spec/versions/0/schema =", "spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required"),
    ("spec/names/listKind = \"Gadget\"", #"spec.names.listKind: Invalid value: "Gadget": kind and listKind may not be the same"#),
    ("spec/names/kind =", "spec.names.kind: Required value"),
    (
      "spec/preserveUnknownFields = true",
      "spec.preserveUnknownFields: Invalid value: true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead"
    ),
    (
      #"spec/conversion = {"strategy":"Webhook"}"#,
      "spec.conversion.webhookClientConfig: Required value: required when strategy is set to Webhook"
    ),
    (
      #"spec/conversion = {"strategy":"Webhook","webhook":{"clientConfig":{"url":"http://u@h?q#f"},"conversionReviewVersions":["v1"]}}"#,
      #"spec.conversion.webhookClientConfig.url: Invalid value: "u": user information is not permitted in the URL; desired format: https://host[/path]"#
    ),
    (
      #"spec/versions/0/subresources = {"scale":{"specReplicasPath":".status.a","statusReplicasPath":".status.b"}}"#,
      #"spec.versions[0].subresources.scale.specReplicasPath: Invalid value: ".status.a": should be a json path under .spec"#
    ),
    (
      #"spec/versions/0/additionalPrinterColumns = [{"name":"A","type":"text","jsonPath":".a"}]"#,
      #"spec.versions[0].additionalPrinterColumns[0].type: Invalid value: "text": must be one of integer,number,string,boolean,date"#
    ),
    (
      "spec/versions/0/deprecationWarning = \"old\"",
      #"spec.versions[0].deprecationWarning: Invalid value: "old": can only be set for deprecated versions"#
    ),
  ])
  func `a wrong definition is refused`(_ change: String, _ message: String) throws {
    try Judged.expect(Self.definition, change, message)
  }

  @Test func `versions are unique and exactly one is stored`() throws {
    let more = #"spec/versions/1 = {"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}"#
    let errors = try Judged.errors(Self.definition, more)
    #expect(errors.contains { $0.hasSuffix("must contain unique version names") })
    #expect(errors.contains { $0.hasSuffix("must have exactly one version marked as storage version") })
  }

  @Test func `group and plural never change, scope and kind not once established`() throws {
    let established = #"status/conditions = [{"type":"Established","status":"True"}]"#
    let changes = #"spec/group = "other.example"; spec/scope = "Cluster"; spec/names/kind = "Thing""#
    let early = try Judged.updateErrors(Self.definition, changes)
    #expect(early.contains(#"spec.group: Invalid value: "other.example": field is immutable"#))
    #expect(!early.contains { $0.hasPrefix("spec.scope") })
    let late = try Judged.updateErrors(Self.definition, before: established, changes)
    #expect(late.contains(#"spec.scope: Invalid value: "Cluster": field is immutable"#))
    #expect(late.contains(#"spec.names.kind: Invalid value: "Thing": field is immutable"#))
  }

  @Test func `a new stored version joins those before`() throws {
    let (old, resource) = try Judged.stored(Self.definition)
    let change = #"spec/versions/0/storage = false; spec/versions/1 = {"name":"v2","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}"#
    let new = Samples.scheme.prepareForUpdate(try ValidationTests.changed(old, change), old: old, of: resource, subresource: nil)
    #expect(new[path: "status", "storedVersions"] == ["v1", "v2"])
    #expect(new.generation == 2)
    let status = Samples.scheme.validateUpdate(
      try ValidationTests.changed(new, #"status/storedVersions = ["v1","v3"]"#), old: new, of: resource, subresource: "status")
    #expect(status.map(\.field) == ["status.storedVersions[1]", "status.storedVersions"])
  }

  @Test(arguments: [
    ("spec/version = \"v2\"", #"metadata.name: Invalid value: "v1.shop.example": must be `spec.version+"."+spec.group`: "v2.shop.example""#),
    ("spec/groupPriorityMinimum = 20001", "spec.groupPriorityMinimum: Invalid value: 20001: must be positive and less than 20000"),
    ("spec/versionPriority = 0", "spec.versionPriority: Invalid value: 0: must be positive and less than 1000"),
    ("spec/service/name =", "spec.service.name: Required value"),
    (
      "spec/service =; spec/caBundle = \"YQ==\"",
      #"spec.caBundle: Invalid value: "1 bytes": local APIServices may not have a caBundle"#
    ),
    (
      "spec/insecureSkipTLSVerify = true; spec/caBundle = \"YQ==\"",
      "spec.insecureSkipTLSVerify: Invalid value: true: may not be true if caBundle is present"
    ),
  ])
  func `a wrong APIService is refused`(_ change: String, _ message: String) throws {
    try Judged.expect(Self.service, change, message)
  }

  @Test func `an APIService's table says who serves and whether`() throws {
    let rows = try [
      "", #"status = {"conditions":[{"type":"Available","status":"False","reason":"MissingEndpoints"}]}"#,
      #"spec/service =; status = {"conditions":[{"type":"Available","status":"True"}]}"#,
    ].map { try Judged.row(Self.service, $0)[1...2] }
    #expect(rows == [["shop/api", "Unknown"], ["shop/api", "False (MissingEndpoints)"], ["Local", "True"]])
  }
}
