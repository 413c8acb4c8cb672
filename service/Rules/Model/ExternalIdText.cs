namespace TokenBridge.Rules.Model;

/// <summary>What STS takes as an external id.</summary>
internal static class ExternalIdText
{
    public const int MinLength = 2;

    public const int MaxLength = 1224;

    /// <summary>The inside of a character class.</summary>
    public const string Letters = "A-Za-z0-9_+=,.@:/-";

    /// <summary>Ends a message.</summary>
    public const string Wanted = "2 to 1224 of A-Z a-z 0-9 _+=,.@:/-";

    /// <returns>What is wrong, or null.</returns>
    public static string? Check(string text) => text.Length is < MinLength or > MaxLength || !text.All(IsAllowed) ? $"is not {Wanted}" : null;

    public static bool IsAllowed(char character) => RoleArn.IsNameCharacter(character) || character is ':' or '/';
}
