import Testing

@testable import BrineCommands

@Suite
struct `The nearest known key` {
    private let known = ["id", "master", "auth_port", "publish_port", "log_level", "log_file"]

    @Test(arguments: [
        ("publish_prot", "publish_port"), ("publishport", "publish_port"), ("Publish-Port", "publish_port"),
        ("loglevel", "log_level"), ("masters", "master"), ("log_files", "log_file"), ("autport", "auth_port"),
    ])
    func `a slip or two is understood`(typed: String, meant: String) {
        #expect(NearestKey.to(typed, among: known) == meant)
    }

    @Test(arguments: [
        "ip", "user", "worker_threads", "", "hash_type", "logging", String(repeating: "a", count: 100_000),
    ])
    func `what is far from every key has no nearest`(typed: String) {
        #expect(NearestKey.to(typed, among: known) == nil)
    }

    @Test
    func `nothing is near where nothing is known`() {
        #expect(NearestKey.to("id", among: []) == nil)
    }
}
