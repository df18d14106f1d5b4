import BrineCore
import Glibc
import Testing

@testable import BrineTransport

@Suite struct `The master's key folders` {
    private let folder: KeyFolder
    private let folders: MasterKeyFolders

    init() throws {
        folder = try KeyFolder()
        folders = MasterKeyFolders(folder.path)
    }

    @Test func `are made for their owner alone`() throws {
        try folders.make()
        try folders.make()

        #expect(folder.names() == ["minions", "minions_denied", "minions_pre", "minions_rejected"])
        for state in KeyState.allCases { #expect(folder.mode(state.rawValue) == 0o700) }
    }

    @Test func `hold nothing before they are made`() throws {
        for state in KeyState.allCases {
            #expect(try folders.ids(state).isEmpty)
            #expect(try folders.key(of: minion("web1"), state) == nil)
            try folders.remove(minion("web1"), state)
        }
        #expect(try folders.masterKey() == nil)
        try folders.sync()
        #expect(folder.names().isEmpty)
    }

    @Test func `give back the key that was put there`() throws {
        try folders.make()
        try folders.put(sampleKey(1), of: minion("web1"), .unaccepted)
        try folders.put(sampleKey(2), of: minion("web1"), .denied)

        #expect(try folders.key(of: minion("web1"), .unaccepted) == sampleKey(1))
        #expect(try folders.key(of: minion("web1"), .denied) == sampleKey(2))
        #expect(try folders.key(of: minion("web1"), .accepted) == nil)
        #expect(try folders.ids(.unaccepted) == [minion("web1")])
    }

    @Test func `leave alone a minion whose name is another one's with an ending`() throws {
        try folders.make()
        for ending in [".new", ".tmp", "-new"] {
            try folders.put(sampleKey(1), of: minion("web1\(ending)"), .accepted)
        }
        try folders.put(sampleKey(2), of: minion("web1"), .accepted)

        #expect(try folders.ids(.accepted).map(\.description) == ["web1", "web1-new", "web1.new", "web1.tmp"])
        #expect(try folders.key(of: minion("web1.new"), .accepted) == sampleKey(1))
    }

    @Test func `take the longest id there is`() throws {
        try folders.make()
        let id = try minion(String(repeating: "a", count: 253))
        try folders.put(sampleKey(1), of: id, .unaccepted)
        try folders.move(id, from: .unaccepted, to: .accepted)

        #expect(try folders.ids(.accepted) == [id])
    }

    @Test func `pass over files that are named as no minion is`() throws {
        try folders.make()
        for name in ["web1", "web 2", "wéb3", ".hidden", "a*"] { try folder.write("", to: "minions/\(name)") }

        #expect(try folders.ids(.accepted) == [minion("web1")])
    }

    @Test func `move a key over the one that was there`() throws {
        try folders.make()
        try folders.put(sampleKey(1), of: minion("web1"), .accepted)
        try folders.put(sampleKey(2), of: minion("web1"), .denied)
        try folders.move(minion("web1"), from: .denied, to: .accepted)

        #expect(try folders.key(of: minion("web1"), .accepted) == sampleKey(2))
        #expect(try folders.ids(.denied).isEmpty)
    }

    @Test func `make the folder that a key is moved to`() throws {
        try KeyFile.makeFolder(folders.path(.unaccepted), mode: 0o700)
        try folders.put(sampleKey(1), of: minion("web1"), .unaccepted)
        try folders.move(minion("web1"), from: .unaccepted, to: .rejected)

        #expect(try folders.ids(.rejected) == [minion("web1")])
    }

    @Test func `say where a key is not to be moved from`() throws {
        try folders.make()
        try folders.put(sampleKey(1), of: minion("web1"), .accepted)
        let path = "\(folders.path(.unaccepted))/web1"

        #expect(throws: KeyError.system(action: "move", path: path, reason: "No such file or directory")) {
            try folders.move(minion("web1"), from: .unaccepted, to: .accepted)
        }
        #expect(try folders.key(of: minion("web1"), .accepted) == sampleKey(1))
    }

    @Test func `remove a key from one state`() throws {
        try folders.make()
        try folders.put(sampleKey(1), of: minion("web1"), .accepted)
        try folders.put(sampleKey(2), of: minion("web1"), .denied)
        try folders.remove(minion("web1"), .accepted)
        try folders.remove(minion("web1"), .accepted)

        #expect(try folders.ids(.accepted).isEmpty)
        #expect(try folders.ids(.denied) == [minion("web1")])
    }

    @Test func `show the master's own key`() throws {
        let keys = try OwnKeys(named: "master", in: folder.path)

        #expect(try folders.masterKey() == keys.publicKey)
    }
}
