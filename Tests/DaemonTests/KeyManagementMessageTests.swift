import GitStore
import Testing

@testable import Daemon

@Suite struct KeyManagementMessageTests {
  @Test func `messages are as k8s.io kms apis v2 has them on the wire`() throws {
    #expect(KeyManagementMessages.encrypt([1, 2], uid: "u") == [0x0a, 2, 1, 2, 0x12, 1, 0x75])
    let key = EncryptedKey(ciphertext: [9], keyID: "k", annotations: ["a": [7]])
    #expect(KeyManagementMessages.decrypt(key, uid: "u") == [0x0a, 1, 9, 0x12, 1, 0x75, 0x1a, 1, 0x6b, 0x22, 6, 0x0a, 1, 0x61, 0x12, 1, 7])
    #expect(try KeyManagementMessages.status([0x0a, 2, 0x76, 0x32, 0x12, 2, 0x6f, 0x6b, 0x1a, 1, 0x6b]) == .init(version: "v2", health: "ok", keyID: "k"))
    #expect(try KeyManagementMessages.encrypted([0x0a, 1, 9, 0x12, 1, 0x6b, 0x1a, 6, 0x0a, 1, 0x61, 0x12, 1, 7]) == key)
    #expect(try KeyManagementMessages.decrypted([0x0a, 3, 1, 2, 3]) == [1, 2, 3])
  }

  @Test func `what is cut off or foreign is an error or passed over, never a crash`() {
    let whole: [UInt8] = [0x0a, 1, 9, 0x12, 1, 0x6b, 0x1a, 6, 0x0a, 1, 0x61, 0x12, 1, 7]
    for length in 0..<whole.count { _ = try? KeyManagementMessages.encrypted(Array(whole.prefix(length))) }
    #expect(throws: (any Error).self) { try KeyManagementMessages.decrypted([0x0a, 200, 1]) }
    #expect((try? KeyManagementMessages.status([0x20, 5, 0x0a, 1, 0x76]))?.version == "v")
  }
}
