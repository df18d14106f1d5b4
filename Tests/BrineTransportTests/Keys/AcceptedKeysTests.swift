import BrineCore
import Glibc
import Testing

@testable import BrineTransport

@Suite struct `Accepted keys` {
    private let folder: KeyFolder
    private let folders: MasterKeyFolders
    private let keys: AcceptedKeys

    init() throws {
        folder = try KeyFolder()
        folders = MasterKeyFolders(folder.path)
        keys = AcceptedKeys(folders)
    }

    @Test func `are none before the folder is made`() throws {
        let snapshot = try keys.snapshot()

        #expect(snapshot.ids.isEmpty)
        #expect(snapshot.idsByKey.isEmpty)
        #expect(snapshot.problems.isEmpty)
    }

    @Test func `are those in the folder now, after each change of it`() throws {
        try folders.make()
        #expect(try keys.snapshot().ids.isEmpty)
        try folders.put(sampleKey(1), of: minion("web1"), .accepted)
        #expect(try keys.snapshot().ids == [minion("web1")])
        try folders.put(sampleKey(2), of: minion("db1"), .unaccepted)
        #expect(try keys.snapshot().ids == [minion("web1")])
        try folders.move(minion("db1"), from: .unaccepted, to: .accepted)

        let snapshot = try keys.snapshot()
        #expect(snapshot.ids == [try minion("db1"), try minion("web1")])
        #expect(snapshot.idsByKey == [try sampleKey(1): try minion("web1"), try sampleKey(2): try minion("db1")])
        try folders.move(minion("web1"), from: .accepted, to: .rejected)
        #expect(try keys.snapshot().ids == [minion("db1")])
        try folders.remove(minion("db1"), .accepted)
        #expect(try keys.snapshot().ids.isEmpty)
    }

    @Test func `are none of the id that is the master's own`() throws {
        try folders.make()
        try folders.put(sampleKey(1), of: minion("web1"), .accepted)
        try folders.put(sampleKey(2), of: minion("vm_master"), .accepted)
        let snapshot = try AcceptedKeys(folders, reserved: minion("vm_master")).snapshot()
        #expect(snapshot.ids == [try minion("web1")])
        #expect(snapshot.idsByKey == [try sampleKey(1): try minion("web1")])
        #expect(snapshot.refusals == ["the key of a minion vm_master is not let in: that is the master's own id"])
    }

    @Test func `are read again in a folder that has long been as it is and then changes`() throws {
        try folders.make()
        try folders.put(sampleKey(1), of: minion("web1"), .accepted)
        try makeFolderOld()
        #expect(try keys.snapshot().idsByKey[sampleKey(1)] == minion("web1"))
        #expect(try keys.snapshot().idsByKey[sampleKey(1)] == minion("web1"))
        try folders.put(sampleKey(2), of: minion("web1"), .accepted)

        let snapshot = try keys.snapshot()
        #expect(snapshot.idsByKey == [try sampleKey(2): try minion("web1")])
    }

    @Test func `are read again as long as the folder's time could hide a second change`() throws {
        try folders.make()
        // A time that has not passed yet: a clock's tick that is not over, drawn out so that no test can miss it.
        let soon = Int(Timestamp.now().microseconds / 1_000_000) + 3_600
        try folders.put(sampleKey(1), of: minion("web1"), .accepted)
        try setFolderTime(seconds: soon)
        #expect(try keys.snapshot().ids == [minion("web1")])
        try folders.put(sampleKey(2), of: minion("web2"), .accepted)
        try setFolderTime(seconds: soon)

        #expect(try keys.snapshot().ids == [minion("web1"), minion("web2")])
    }

    @Test func `are not read again for ever where the clock was set back behind the folder's time`() throws {
        try folders.make()
        try folders.put(sampleKey(1), of: minion("web1"), .accepted)
        try setFolderTime(seconds: Int(Timestamp.now().microseconds / 1_000_000) + 3_600)
        let now = ContinuousClock.now
        #expect(try keys.snapshot(at: now).problems.isEmpty)
        // What nobody does: the file's content changes in place, which does not touch its folder.
        try folder.write(sampleKey(2).description, to: "minions/web1")
        #expect(try keys.snapshot(at: now + .milliseconds(50)).idsByKey[sampleKey(2)] != nil, "still young")
        try folder.write(sampleKey(3).description, to: "minions/web1")
        #expect(try keys.snapshot(at: now + .milliseconds(51)).idsByKey[sampleKey(3)] != nil, "read once more")
        try folder.write(sampleKey(4).description, to: "minions/web1")
        #expect(try keys.snapshot(at: now + .milliseconds(52)).idsByKey[sampleKey(3)] != nil)
        try folders.put(sampleKey(5), of: minion("web5"), .accepted)
        #expect(try keys.snapshot(at: now + .milliseconds(53)).ids == [minion("web1"), minion("web5")])
    }

    @Test func `are not read again in a folder that has not changed`() throws {
        try folders.make()
        try folders.put(sampleKey(1), of: minion("web1"), .accepted)
        try makeFolderOld()
        #expect(try keys.snapshot().problems.isEmpty)
        // What nobody does: the file's content changes in place, which does not touch its folder.
        try folder.write("damaged", to: "minions/web1")

        #expect(try keys.snapshot().idsByKey == [sampleKey(1): minion("web1")])
    }

    @Test func `are not read again for a key that is refused`() throws {
        try folders.make()
        try folders.put(sampleKey(1), of: minion("web1"), .accepted)
        try folders.put(sampleKey(1), of: minion("web2"), .accepted)
        try folders.put(sampleKey(2), of: minion("vm_master"), .accepted)
        try makeFolderOld()
        let keys = AcceptedKeys(folders, reserved: try minion("vm_master"))
        #expect(try keys.snapshot().refusals.count == 2)
        // What nobody does, as above: who reads again would see it.
        try folder.write("damaged", to: "minions/web1")

        let snapshot = try keys.snapshot()
        #expect(snapshot.ids == [try minion("web1")] && snapshot.problems.isEmpty && snapshot.refusals.count == 2)
    }

    @Test func `are those of the folder that took the first one's place`() throws {
        try folders.make()
        try folders.put(sampleKey(1), of: minion("web1"), .accepted)
        try makeFolderOld()
        #expect(try keys.snapshot().ids == [minion("web1")])
        try #require(rename(folders.path(.accepted), "\(folder.path)/old") == 0)

        #expect(try keys.snapshot().ids.isEmpty)
        try folders.make()
        try makeFolderOld()
        #expect(try keys.snapshot().ids.isEmpty)
    }

    @Test func `leave out what is damaged and say so`() throws {
        try folders.make()
        try folders.put(sampleKey(1), of: minion("web1"), .accepted)
        try folder.write("damaged", to: "minions/web2")
        try #require(mkdir("\(folder.path)/minions/web3", 0o700) == 0)

        let snapshot = try keys.snapshot()
        #expect(snapshot.ids == [try minion("web1")])
        #expect(
            snapshot.problems == [
                "\(folder.path)/minions/web2: expected a key of 40 characters in Z85, found something else",
                "cannot read \(folder.path)/minions/web3: Is a directory",
            ]
        )
    }

    @Test func `let one of two minions in that have the same key`() throws {
        try folders.make()
        try folders.put(sampleKey(1), of: minion("web2"), .accepted)
        try folders.put(sampleKey(1), of: minion("web1"), .accepted)

        let snapshot = try keys.snapshot()
        #expect(snapshot.ids == [try minion("web1")])
        #expect(snapshot.idsByKey == [try sampleKey(1): try minion("web1")])
        #expect(snapshot.refusals == ["minions web1 and web2 have the same key; web2 is not let in"])
    }

    @Test func `are an error where the folder cannot be listed, and there again when it can`() throws {
        try folder.write("", to: "minions")
        #expect(throws: KeyError.self) { try keys.snapshot() }
        try #require(folder.remove("minions"))
        try folders.make()
        try folders.put(sampleKey(1), of: minion("web1"), .accepted)

        #expect(try keys.snapshot().ids == [minion("web1")])
    }

    /// Sets the folder's time back, as if it had not changed for years.
    private func makeFolderOld() throws {
        try setFolderTime(seconds: 1_000_000_000)
    }

    private func setFolderTime(seconds: Int) throws {
        let times = [timespec(tv_sec: seconds, tv_nsec: 5), timespec(tv_sec: seconds, tv_nsec: 5)]
        try #require(utimensat(AT_FDCWD, folders.path(.accepted), times, 0) == 0)
    }
}
