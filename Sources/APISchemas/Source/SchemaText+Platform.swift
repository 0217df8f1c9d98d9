extension SchemaText {
  /// The groups that configure the platform rather than run on it: who may do what, what is admitted, how the API is
  /// extended, storage classes, devices.
  static let platform: [SchemaText] = [
    .apiextensionsV1CustomResourceDefinition, .apiextensionsV1CustomResourceConversion, .apiextensionsV1JSONSchemaProps,
    .apiregistrationV1APIService,
  ]
}
