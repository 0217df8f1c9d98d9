import APIMachinery
import Basics

/// All that is known of the built-in kinds: their types, resources, defaults, rules, tables and OpenAPI.
public final class Scheme: Sendable {
  /// Parsed from the embedded source on first use.
  public static let builtIn = Scheme(
    SchemaParser.parse(SchemaText.all), rules: builtInRules, conversions: builtInConversions)

  /// What kinds that are known only at run time add to.
  private struct Catalogue {
    var types: TypeTable
    var resources: [ResourceDefinition]
    var positions: [GroupVersionResource: Int]
    var positionsByKind: [GroupVersionKind: Int]
    var typeNames: [GroupVersionKind: String]
    var customKinds: [GroupVersionKind: any CustomKind] = [:]
    var unserved: [GroupVersionResource: ResourceDefinition] = [:]
    var storedKinds: [GroupVersionKind: GroupVersionKind] = [:]
  }

  private let catalogue: Catalogue
  let staticDefaults: StaticDefaults
  let omittedZeros: [String: Set<String>]
  private let rules: [GroupVersionKind: any KindRules]
  let conversions: [GroupVersionKind: KindConversion]
  let protobuf: ProtobufCodec

  public var types: TypeTable { catalogue.types }
  public var resources: [ResourceDefinition] { catalogue.resources }
  /// Those that are known at run time only.
  var customKinds: [GroupVersionKind: any CustomKind] { catalogue.customKinds }
  /// Versions that objects are kept in and nobody can ask for.
  var unserved: [GroupVersionResource: ResourceDefinition] { catalogue.unserved }
  /// For each kind of a resource that is served in several forms or versions, the kind that it is kept as.
  var storedKinds: [GroupVersionKind: GroupVersionKind] { catalogue.storedKinds }

  init(_ parsed: ParsedSchemas, rules: [GroupVersionKind: any KindRules], conversions: [GroupVersionKind: KindConversion] = [:]) {
    let listed = parsed.resources.filter { $0.verbs.contains("list") }
    let allTypes = parsed.types + listed.map(Scheme.listType)
    let types = TypeTable(allTypes)
    protobuf = ProtobufCodec(TypeTable(allTypes + Scheme.partialMetadataTypes), omittedZeros: parsed.omittedZeros)
    omittedZeros = parsed.omittedZeros
    staticDefaults = StaticDefaults(types, omittedZeros: parsed.omittedZeros)
    let resources = parsed.resources
    var names = Dictionary(parsed.kinds, uniquingKeysWith: { first, _ in first })
    for resource in listed {
      names[GroupVersionKind(group: resource.group, version: resource.version, kind: resource.listKind)] = resource.typeName + "List"
    }
    (self.rules, self.conversions) = (rules, conversions)
    var catalogue = Catalogue(
      types: types, resources: resources,
      positions: Dictionary(resources.enumerated().map { ($1.gvr, $0) }, uniquingKeysWith: { first, _ in first }),
      positionsByKind: Dictionary(resources.enumerated().map { ($1.gvk, $0) }, uniquingKeysWith: { first, _ in first }), typeNames: names)
    for resource in resources {
      guard let storage = resource.storage, let position = catalogue.positions[storage] else { continue }
      let kind = resources[position].gvk
      (catalogue.storedKinds[resource.gvk], catalogue.storedKinds[kind]) = (kind, kind)
    }
    self.catalogue = catalogue
  }

  private init(_ base: Scheme, _ catalogue: Catalogue) {
    self.catalogue = catalogue
    (staticDefaults, omittedZeros, rules) = (base.staticDefaults, base.omittedZeros, base.rules)
    (conversions, protobuf) = (base.conversions, base.protobuf)
  }

  /// With kinds that definitions in the store make. Where a resource of the same name is here already, in whatever version, its
  /// objects are those: nothing is added to it.
  public func adding(_ kinds: [any CustomKind]) -> Scheme {
    var result = catalogue
    var added: [ObjectType] = []
    let taken = Set(resources.map(\.groupResource))
    for kind in kinds where !taken.contains(kind.definition.groupResource) {
      let resource = kind.definition
      guard result.positions[resource.gvr] == nil, result.customKinds[resource.gvk] == nil, result.positionsByKind[resource.gvk] == nil
      else { continue }
      if resource.isServed {
        (result.positions[resource.gvr], result.positionsByKind[resource.gvk]) = (result.resources.count, result.resources.count)
        result.resources.append(resource)
      } else {
        result.unserved[resource.gvr] = resource
      }
      result.customKinds[resource.gvk] = kind
      result.typeNames[resource.gvk] = resource.typeName
      result.typeNames[GroupVersionKind(group: resource.group, version: resource.version, kind: resource.listKind)] = resource.typeName + "List"
      added += kind.types + [Self.listType(resource)]
    }
    for resource in kinds.map(\.definition) where result.customKinds[resource.gvk] != nil {
      guard let storage = resource.storage else { continue }
      let kept = result.positions[storage].map { result.resources[$0] } ?? result.unserved[storage]
      if let kept { result.storedKinds[resource.gvk] = kept.gvk }
    }
    result.types = types.adding(added)
    return Scheme(self, result)
  }

  private static func listType(_ resource: ResourceDefinition) -> ObjectType {
    ObjectType(
      name: resource.typeName + "List", description: "A list of \(resource.kind) objects.",
      fields: [
        FieldSchema(name: "apiVersion", type: .string, description: "The version of the schema this list is written in."),
        FieldSchema(name: "kind", type: .string, description: "The kind of the list."),
        FieldSchema(name: "metadata", type: .named(metaPackage + ".ListMeta"), description: "Standard list metadata.", number: 1),
        FieldSchema(
          name: "items", type: .list(.named(resource.typeName)), description: "List of \(resource.plural).", isRequired: true, number: 2),
      ])
  }

  static let metaPackage = "io.k8s.apimachinery.pkg.apis.meta.v1"

  public func resource(_ gvr: GroupVersionResource) -> ResourceDefinition? { catalogue.positions[gvr].map { resources[$0] } }

  public func resource(of kind: GroupVersionKind) -> ResourceDefinition? { catalogue.positionsByKind[kind].map { resources[$0] } }

  /// The root structure of a kind in `types`; also for lists and for what subresources take (Scale, Eviction, Binding).
  /// `DeleteOptions` and `Status` are known in every group and version.
  public func typeName(of kind: GroupVersionKind) -> String? {
    if let name = catalogue.typeNames[kind] { return name }
    guard kind.kind == "DeleteOptions" || kind.kind == "Status" else { return nil }
    return Self.metaPackage + "." + kind.kind
  }

  /// Each kind known, with its root structure; in the order of their names.
  var rootTypes: [(GroupVersionKind, String)] {
    let hidden = Set(unserved.values.flatMap { [$0.gvk, GroupVersionKind(group: $0.group, version: $0.version, kind: $0.listKind)] })
    return catalogue.typeNames.filter { !hidden.contains($0.key) }.sorted { ($0.key.description) < ($1.key.description) }
      .map { ($0.key, $0.value) }
  }

  func rules(of resource: ResourceDefinition) -> any KindRules { rules(of: resource.gvk) }

  /// A version of the stored form has the stored version's rules.
  func rules(of kind: GroupVersionKind) -> any KindRules {
    if let rules = rules[kind] { return rules }
    if let custom = customKinds[kind] { return CustomRules(kind: custom) }
    guard let stored = storedKinds[kind], conversions[kind] == nil else { return PlainRules() }
    return rules[stored] ?? PlainRules()
  }

  func hasOwnRules(_ kind: GroupVersionKind) -> Bool { rules[kind] != nil || customKinds[kind] != nil }
}
