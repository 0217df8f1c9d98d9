import APIMachinery

/// How admission webhooks learn that it is this server that asks (API reference: apiserver.config.k8s.io WebhookAdmissionConfiguration).
public struct WebhookAdmissionConfiguration: Hashable, Sendable {
  /// The path of a kubeconfig whose users are named for the webhooks that they are shown to.
  public private(set) var kubeconfig = ""

  public init(_ file: ConfigurationFile) throws(ConfigurationFileError) {
    let isOld = file.value.kind == "WebhookAdmission"
    kubeconfig = try file.read(
      isOld ? "WebhookAdmission" : "WebhookAdmissionConfiguration", group: "apiserver.config.k8s.io", versions: isOld ? ["v1alpha1"] : ["v1"]
    ) { Self.kubeconfig($0) }
  }

  /// As a plugin's entry in an AdmissionConfiguration has it, in place.
  init(_ reader: FieldReader) {
    _ = (reader.text("apiVersion"), reader.text("kind"))
    kubeconfig = Self.kubeconfig(reader)
    reader.end()
  }

  private static func kubeconfig(_ reader: FieldReader) -> String {
    let path = reader.text("kubeConfigFile")
    if !path.isEmpty, !path.hasPrefix("/") { reader.note(.invalid(reader.place("kubeConfigFile"), .string(path), "must be an absolute file path")) }
    return path
  }
}
