namespace TokenBridge.Protocol.Terminal;

/// <summary>Which of the two programs has which verb, so that each can name the other for one that it lacks.</summary>
internal static class ProgramVerbs
{
    public const string Service = "tokenbridge-service";

    public const string Command = "tokenbridge";

    public static readonly IReadOnlyList<string> OfService = ["serve", "dev", "doctor"];

    public static readonly IReadOnlyList<string> OfCommand = ["credentials", "provision", "rules"];

    /// <param name="arguments">Without the program's name.</param>
    /// <param name="ofOther">The verbs of the other program.</param>
    /// <param name="other">Its name.</param>
    /// <returns>What to run instead; null where the first word is no verb of the other program.</returns>
    public static string? NameOther(IReadOnlyList<string> arguments, IReadOnlyList<string> ofOther, string other) =>
        arguments is [var verb, ..] && ofOther.Contains(verb, StringComparer.Ordinal) ? $"'{verb}' is a verb of {other}; run: {other} {verb}" : null;
}
