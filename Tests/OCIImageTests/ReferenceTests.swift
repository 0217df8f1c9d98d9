import OCIImage
import Testing

@Suite struct ReferenceTests {
  @Test(
    "references are normalised as Docker does",
    arguments: [
      ("busybox", "docker.io/library/busybox:latest"), ("busybox:1.36", "docker.io/library/busybox:1.36"),
      ("user/app", "docker.io/user/app:latest"), ("docker.io/busybox", "docker.io/library/busybox:latest"),
      ("index.docker.io/library/busybox", "docker.io/library/busybox:latest"), ("localhost/app", "localhost/app:latest"),
      ("localhost:5000/app:v1", "localhost:5000/app:v1"), ("registry.k8s.io/pause:3.9", "registry.k8s.io/pause:3.9"),
    ])
  func normalises(_ text: String, _ expected: String) throws {
    #expect(try ImageReference(text).description == expected)
  }

  @Test("a digest stands without a tag")
  func digest() throws {
    let digest = "sha256:" + String(repeating: "a", count: 64)
    #expect(try ImageReference("busybox@" + digest).description == "docker.io/library/busybox@" + digest)
    #expect(try ImageReference("busybox:1@" + digest).tag == "1")
  }

  @Test(
    "what isn't a reference is refused",
    arguments: ["", "UPPER", "a b", "app:", "app:.x", "app@sha256:12", "/app", "a//b", "a/../b", "-a"])
  func refuses(_ text: String) {
    #expect(throws: ImageError.self) { try ImageReference(text) }
  }

  @Test("users are found by name, by number, and with their groups")
  func users() throws {
    let passwd = "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1001:App:/home/app:/bin/sh\n"
    let group = "root:x:0:\nappgroup:x:1001:\nextra:x:2000:root,app\n"
    let app = try ImageUser("app", passwd: passwd, group: group)
    #expect((app.user, app.group, app.supplementalGroups, app.home) == (1000, 1001, [2000], "/home/app"))
    let number = try ImageUser("1000", passwd: passwd, group: group)
    #expect(number == app)
    let unknown = try ImageUser("4242", passwd: passwd, group: group)
    #expect((unknown.user, unknown.group, unknown.home) == (4242, 0, ""))
    let pair = try ImageUser("app:extra", passwd: passwd, group: group)
    #expect((pair.user, pair.group, pair.supplementalGroups) == (1000, 2000, []))
    #expect(try ImageUser("", passwd: "", group: "").user == 0)
    #expect(throws: ImageError.self) { try ImageUser("nobody", passwd: passwd, group: group) }
  }
}
