import APIServer
import AccessControl
import ArgumentParser
import Basics

/// What the options say about who may do what.
enum AuthorizationChoice {
  /// Throws what is wrong with the options, without looking at files.
  static func validate(_ options: DaemonOptions) throws {
    let modes: [AuthorizationMode]
    do { modes = try AuthorizationMode.parse(options.authorizationMode) } catch {
      throw ValidationError("--authorization-mode: \(error)")
    }
    if modes.contains(.abac), options.authorizationPolicyFile == nil {
      throw ValidationError("--authorization-policy-file: authorization-mode ABAC's authorization policy file not passed")
    }
    if !modes.contains(.abac), options.authorizationPolicyFile != nil {
      throw ValidationError("--authorization-policy-file: cannot be specified without mode ABAC")
    }
  }

  /// The modes, and what the policy file allows. Throws when the file can't be read or has a bad line.
  static func read(_ options: DaemonOptions) throws -> ([AuthorizationMode], [AttributePolicy]) {
    let modes = try AuthorizationMode.parse(options.authorizationMode)
    guard let path = options.authorizationPolicyFile else { return (modes, []) }
    return (modes, try AttributePolicyFile(TextFile.read(path)).policies)
  }
}
