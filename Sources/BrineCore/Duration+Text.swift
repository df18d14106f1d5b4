extension Duration {
    /// The duration in seconds as a person writes it: `30`, `1.5`.
    public var secondsText: String {
        let seconds = self / .seconds(1)
        return Int64(exactly: seconds)?.description ?? seconds.description
    }
}
