import Basics
import Logging
import RuntimeInterface
import Testing

@testable import Kubelet

@Suite struct ImagePullerTests {
  /// Nothing is recorded: the recorder's loop doesn't run.
  private func puller(_ runtime: FakeRuntime, _ clock: ManualClock) async throws -> ImagePuller {
    var puller: ImagePuller?
    try await NodeFixture.with { node in
      let events = EventRecorder(client: node.admin, clock: clock, nodeName: "n1", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      puller = ImagePuller(images: runtime, events: events, clock: clock)
    }
    return try #require(puller)
  }

  private func failure(_ puller: ImagePuller, _ image: String) async throws -> StartFailure {
    let pod = makePod(containers: [["name": "app", "image": .string(image), "imagePullPolicy": "IfNotPresent"]])
    do {
      _ = try await puller.ensure(pod.containers[0], of: pod)
    } catch let failure as StartFailure {
      return failure
    }
    throw RuntimeError(.failed, "the image was found")
  }

  // A worker that its own status wakes tries again at once; what it shows then must still be the failure.
  @Test("a failed pull is shown for a second, however often it is asked for, and only then the back-off")
  func failureIsShownFirst() async throws {
    let clock = ManualClock(start)
    let runtime = FakeRuntime(clock: clock)
    let puller = try await puller(runtime, clock)
    let first = try await failure(puller, "none")
    let second = try await failure(puller, "none")
    #expect((first.reason, second.reason) == ("ErrImagePull", "ErrImagePull"))
    #expect((first.message, first.retryAt) == (second.message, second.retryAt))
    #expect(!first.isRepetition && second.isRepetition)
    #expect(runtime.calls.count { $0.operation == .pull } == 1)
    clock.advance(by: .seconds(1))
    let third = try await failure(puller, "none")
    #expect(third.reason == "ImagePullBackOff" && third.retryAt == start + .seconds(10))
    #expect(third.message.hasPrefix("Back-off pulling image \"none\": ErrImagePull: "))
    clock.advance(by: .seconds(9))
    #expect(try await failure(puller, "none").reason == "ErrImagePull")
    #expect(runtime.calls.count { $0.operation == .pull } == 2)
  }

  @Test("of unused images the ones that were unused for longest go, pinned, young and used ones never")
  func surplus() {
    func image(_ id: String, pinned: Bool = false) -> ImageStatus {
      ImageStatus(id: id, tags: [id + ":1"], digests: [], sizeBytes: 10, isPinned: pinned)
    }
    let images = [image("a"), image("b"), image("c"), image("pinned", pinned: true)]
    var use = ImageUse()
    use.note(images, inUse: ["b:1"], now: start)
    let later = start + .seconds(300)
    use.note(images + [image("young")], inUse: ["c"], now: later)
    #expect(use.surplus(images, bytes: 5, now: later).map(\.id) == ["a"])
    #expect(use.surplus(images + [image("young")], bytes: .max, now: later).map(\.id) == ["a", "b"])
    #expect(use.surplus(images + [image("young")], bytes: .max, minimumAge: .zero, now: later).map(\.id) == ["a", "young", "b"])
  }
}
