/// How the answers of a job's minions stand together.
enum AnswerLayout: Sendable, Hashable {
    /// Each by itself, as it comes.
    case each
    /// All at the end, as one map: `--static`.
    case together
    /// Each distinct one once at the end, with the minions that gave it: `--fold`.
    case folded
    /// As what they tell of functions, each function once: `--doc`.
    case documentation
}
