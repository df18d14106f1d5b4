/// A daemon's own folder.
public enum LocalFolder {
    /// Makes a folder and those above it where they are missing, readable by their owner alone.
    ///
    /// - Throws: ``KeyError`` where the system refuses.
    public static func make(_ path: String) throws(KeyError) {
        try KeyFile.makeFolder(path, mode: 0o700)
    }
}
