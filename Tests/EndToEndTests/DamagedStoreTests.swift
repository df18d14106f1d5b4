import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `A master whose store cannot be used` {
    private func startingError(_ cluster: Cluster) async throws -> String {
        let result = try await cluster.run("salt-master", "-d")
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        return result.error
    }

    /// Puts bytes in the place of others in the store's file, from a place on.
    private func overwrite(_ cluster: Cluster, from place: Int, with bytes: [UInt8]) throws {
        let path = "\(cluster.storeFolder)/jobs.sqlite"
        var file = try TestFile.bytes(of: path)
        file.replaceSubrange(place..<min(place + bytes.count, file.count), with: bytes)
        try TestFile.write(file, to: path)
    }

    @Test func `does not start on one that a newer version has written, and leaves it as it is`() async throws {
        try await Cluster.withConfiguration(minions: []) { cluster in
            try await cluster.startMaster().end(SIGTERM)
            let path = "\(cluster.storeFolder)/jobs.sqlite"
            try overwrite(cluster, from: 60, with: [0, 0, 3, 231])
            let before = try TestFile.bytes(of: path)
            let error = try await startingError(cluster)
            #expect(
                error.contains(
                    "[CRITICAL] salt-master stops: \(path) was written by a newer version: expected a schema up to "
                )
            )
            #expect(error.contains(", found 999\n"))
            #expect(try TestFile.bytes(of: path) == before)
        }
    }

    @Test func `does not start on what is no database`() async throws {
        try await Cluster.withConfiguration(minions: []) { cluster in
            let path = "\(cluster.storeFolder)/jobs.sqlite"
            try TestFile.write(String(repeating: "not a database\n", count: 500), to: path)
            let error = try await startingError(cluster)
            let reason = "\(path) cannot be used as the job store: file is not a database"
            #expect(error == "[CRITICAL] salt-master stops: \(reason)\n")
        }
    }

    @Test func `does not start on one whose tables are overwritten`() async throws {
        try await Cluster.withConfiguration(minions: []) { cluster in
            try await cluster.startMaster().end(SIGTERM)
            try overwrite(cluster, from: 4_096, with: [UInt8](repeating: 0x5A, count: 1_000_000))
            let error = try await startingError(cluster)
            let path = "\(cluster.storeFolder)/jobs.sqlite"
            #expect(error.contains("\(path) cannot be used as the job store: database disk image is malformed"))
        }
    }

    @Test(.whereDisksCanBeMade)
    func `does not start on a disk that is read-only, and goes on when one becomes writable again`() async throws {
        try await Cluster.withConfiguration(minions: ["web1"]) { cluster in
            try await SmallDisk.with(at: cluster.storeFolder, kibibytes: 4_096) { disk in
                let master = try await cluster.startMaster(on: disk)
                try await cluster.startMinion("web1")
                try await cluster.acceptAll()
                try master.end(SIGTERM)
                try await disk.remount("ro")
                let error = await #expect(throws: CommandFailed.self) { try await cluster.startMaster(on: disk) }
                let text = "\(cluster.storeFolder)/jobs.sqlite cannot be used as the job store: Read-only file system"
                #expect(error?.description.contains(text) == true)
                try await disk.remount("rw")
                try await cluster.startMaster(on: disk)
                #expect(try await cluster.succeed("salt", "-t", "30", "web1", "test.ping") == "web1:\n    True")
            }
        }
    }
}
