internal import Glibc

/// The processes that a process has started, from the kernel's own lists.
enum ProcessTree {
    /// All living descendants of a process, each after its parent.
    ///
    /// A process whose parent has ended is no longer a descendant: the system has given it to another.
    static func descendants(of pid: Int32) -> [Int32] {
        var found: [Int32] = []
        var waiting = [pid]
        while let parent = waiting.popLast() {
            let children = children(of: parent)
            found += children
            waiting += children
        }
        return found
    }

    /// Ends processes at once; one that has ended already is no matter.
    static func end(_ pids: [Int32]) {
        for pid in pids {
            kill(pid, SIGKILL)
        }
    }

    private static func children(of pid: Int32) -> [Int32] {
        let tasks = SmallFile.names(in: "/proc/\(pid)/task")
        return tasks.flatMap { task in
            let text = SmallFile.text(at: "/proc/\(pid)/task/\(task)/children") ?? ""
            return text.split(separator: " ").compactMap { Int32($0) }
        }
    }
}
