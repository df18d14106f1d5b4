/// Paths under `root_dir`.
enum RootedPath {
    /// The path under a root, unless it is there already.
    ///
    /// A path that is not absolute counts from the root, as in Salt. The result is absolute and ``normalized(_:)``; so
    /// is what comes of a path that climbs with `..`: it never leaves the root by that.
    static func path(_ path: String, under root: String) -> String {
        let (root, path) = (normalized(root), normalized(path))
        if root == "/" || path == root || path.hasPrefix(root + "/") { return path }
        return path == "/" ? root : root + path
    }

    /// The path from `/`, with no empty component, no `.` and no `..`.
    static func normalized(_ path: String) -> String {
        var components: [Substring] = []
        for component in path.split(separator: "/") where component != "." {
            if component == ".." {
                _ = components.popLast()
            } else {
                components.append(component)
            }
        }
        return "/" + components.joined(separator: "/")
    }
}
