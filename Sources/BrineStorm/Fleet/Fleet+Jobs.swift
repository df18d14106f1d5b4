internal import BrineTesting
internal import MessagePack

/// Whose a worker is.
extension Fleet {
    /// The jids of the jobs that a worker of a minion has: none where it waits for work.
    func jobs(of worker: Int32, at minion: String) -> [String] {
        Self.jobs(of: worker, in: "\(cache(minion))/proc")
    }

    /// The jids of the jobs whose files in a folder name a worker.
    static func jobs(of worker: Int32, in folder: String) -> [String] {
        TestFile.names(in: folder)
            .filter { name in
                guard !name.hasPrefix("."), let bytes = try? TestFile.bytes(of: "\(folder)/\(name)") else {
                    return false
                }
                return (try? Value(messagePack: bytes))?["pid"]?.intValue == Int64(worker)
            }
    }
}
