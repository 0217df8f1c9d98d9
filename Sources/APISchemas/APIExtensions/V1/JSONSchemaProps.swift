extension SchemaText {
  static let apiextensionsV1JSONSchemaProps = SchemaText(
    group: "apiextensions.k8s.io", version: "v1", package: "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1",
    """
    type CustomResourceValidation -- The schema of a version.
      openAPIV3Schema JSONSchemaProps #1 -- The schema of whole objects, in the OpenAPI v3 form.

    type JSONSchemaProps -- A JSON schema in the OpenAPI v3 form, with Kubernetes' own extensions.
      $ref string? #3 -- Not supported in structural schemas.
      $schema string #2 -- The dialect; not supported in structural schemas.
      additionalItems JSONSchemaPropsOrBool #33 -- Not supported in structural schemas.
      additionalProperties JSONSchemaPropsOrBool #30 -- The values of an object used as a map; excludes properties.
      allOf [JSONSchemaProps] #25 -- Schemas that all must hold.
      anyOf [JSONSchemaProps] #27 -- Schemas of which one at least must hold.
      default JSON #8 -- The value that stands in where the field is unset.
      definitions {JSONSchemaProps} #34 -- Not supported in structural schemas.
      dependencies {JSONSchemaPropsOrStringArray} #32 -- Not supported in structural schemas.
      description string #4 -- What the field means.
      enum [JSON] #20 -- The values allowed.
      example JSON #36 -- An example; has no effect.
      exclusiveMaximum bool #10 -- Whether maximum itself is excluded.
      exclusiveMinimum bool #12 -- Whether minimum itself is excluded.
      externalDocs ExternalDocumentation #35 -- Where more is written.
      format string #6 -- The form of a string or number, such as date-time, int64 or uuid; unknown ones are ignored.
      id string #1 -- Not supported in structural schemas.
      items JSONSchemaPropsOrArray #24 -- The elements of a list.
      maxItems int64? #16 -- How many elements a list may have.
      maxLength int64? #13 -- How many characters a string may have.
      maxProperties int64? #21 -- How many fields an object may have.
      maximum number #9 -- The largest number allowed.
      minItems int64? #17 -- How many elements a list must have.
      minLength int64? #14 -- How many characters a string must have.
      minProperties int64? #22 -- How many fields an object must have.
      minimum number #11 -- The smallest number allowed.
      multipleOf number #19 -- What a number must be a multiple of.
      not JSONSchemaProps #28 -- A schema that must not hold.
      nullable bool #37 -- Whether null is a value of its own.
      oneOf [JSONSchemaProps] #26 -- Schemas of which exactly one must hold.
      pattern string #15 -- A regular expression that a string must match.
      patternProperties {JSONSchemaProps} #31 -- Not supported in structural schemas.
      properties {JSONSchemaProps} #29 -- The fields of an object.
      required [string] #23 -- The fields that must be there.
      title string #7 -- A short name of the field.
      type string #5 -- object, array, string, integer, number or boolean.
      uniqueItems bool #18 -- Must be false; use x-kubernetes-list-type set.
      x-kubernetes-embedded-resource bool #39 -- Whether the object is a Kubernetes object with apiVersion, kind and metadata.
      x-kubernetes-int-or-string bool #40 -- Whether the value is an integer or a string.
      x-kubernetes-list-map-keys [string] #41 -- The fields that identify an element of a list of type map.
      x-kubernetes-list-type string? #42 -- How a list is merged: atomic (the default), set or map.
      x-kubernetes-map-type string? #43 -- How an object is merged: granular (the default) or atomic.
      x-kubernetes-preserve-unknown-fields bool? #38 -- Whether fields that the schema doesn't name are kept rather than pruned.
      x-kubernetes-validations [ValidationRule] #44 map=rule merge=rule -- Rules in CEL that must hold.

    type ExternalDocumentation -- Where more is written about a field.
      description string #1 -- What is there.
      url string #2 -- Where it is.

    type ValidationRule -- A rule in CEL that a value must hold to.
      fieldPath string #5 -- The field that an error is reported at, as a JSON path from the value; the value itself by default.
      message string #2 -- What is reported when the rule fails; a line.
      messageExpression string #3 -- A CEL expression whose text is reported in place of message.
      optionalOldSelf bool? #6 -- Whether the rule is also checked where there is no old value; oldSelf is then optional.
      reason string? #4 -- The cause of the error: FieldValueInvalid (the default), FieldValueForbidden, FieldValueRequired or
        | FieldValueDuplicate.
      rule! string #1 -- A CEL expression that must be true; self is the value, oldSelf the one before an update.

    union JSON -- Any JSON value.
      raw any #1 -- The value.

    union JSONSchemaPropsOrArray -- One schema, or one for each position.
      schema JSONSchemaProps #1 -- One schema for all.
      jSONSchemas [JSONSchemaProps] #2 -- A schema for each position.

    union JSONSchemaPropsOrBool -- A schema, or whether anything is allowed.
      allows bool #1 -- Whether anything is allowed.
      schema JSONSchemaProps #2 -- What is allowed.

    union JSONSchemaPropsOrStringArray -- A schema, or a list of field names.
      schema JSONSchemaProps #1 -- The schema.
      property [string] #2 -- The names.
    """)
}
