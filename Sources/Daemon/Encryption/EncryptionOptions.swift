import ArgumentParser

/// The flags about how objects are encrypted where they are kept.
struct EncryptionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Which objects are encrypted in the repository, and with what: an EncryptionConfiguration. Without it Secrets are, with a key made at first start.",
      valueName: "file"), completion: .file())
  var encryptionProviderConfig: String?

  @Option(help: ArgumentHelp("Whether that file is read again when it changes.", valueName: "bool"))
  var encryptionProviderConfigAutomaticReload = false

  init() {}

  func validate() throws {
    guard encryptionProviderConfig == nil, encryptionProviderConfigAutomaticReload else { return }
    throw ValidationError("--encryption-provider-config-automatic-reload needs --encryption-provider-config")
  }
}
