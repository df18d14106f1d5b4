internal import Glibc

/// The memory that a process's own code takes.
///
/// Most of it is needed for the start alone: a minion that sleeps needs a thirtieth.
enum CodePages {
    /// A part of the address space, as `/proc/self/smaps` tells of it.
    struct Mapping: Sendable, Hashable {
        /// Where it begins.
        var start: UInt
        /// How many bytes it has.
        var length: Int
    }

    /// Gives back the memory that code takes: what is needed again is mapped again, from the system's cache of the file.
    ///
    /// Costs a read of a file of some hundred lines now, and a minor page fault for each sixteen pages that are needed again.
    static func letGo() {
        guard let text = ProcFile.text(at: "/proc/self/smaps", limit: 1_024 * 1_024) else { return }
        for mapping in clean(text) {
            // Of a page of a file that this process has not changed nothing is lost: the file has it.
            madvise(UnsafeMutableRawPointer(bitPattern: mapping.start), mapping.length, MADV_DONTNEED)
        }
    }

    /// The mappings in a text of `/proc/<pid>/smaps` that are code of a file and of which not a page is the process's own.
    static func clean(_ text: String) -> [Mapping] {
        var found: [Mapping] = []
        var candidate: Mapping?
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", omittingEmptySubsequences: true)
            if let range = words.first, range.contains("-"), !range.hasSuffix(":") {
                candidate = mapping(words)
            } else if words.first == "Anonymous:", words.dropFirst().first != "0" {
                candidate = nil
            } else if words.first == "Swap:" {
                // Comes after Anonymous, and counts what of the process's own is not in memory.
                if words.dropFirst().first == "0", let mapping = candidate { found.append(mapping) }
                candidate = nil
            }
        }
        return found
    }

    private static func mapping(_ words: [Substring]) -> Mapping? {
        guard words.count >= 6, words[1] == "r-xp", words[5].hasPrefix("/") else { return nil }
        let ends = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        guard ends.count == 2, ends[0] < ends[1] else { return nil }
        return Mapping(start: ends[0], length: Int(ends[1] - ends[0]))
    }
}
