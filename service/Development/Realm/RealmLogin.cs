namespace TokenBridge.Development.Realm;

/// <summary>How somebody logged in, as far as tokens tell.</summary>
/// <param name="Scope">As the answer of the token endpoint says it.</param>
/// <param name="Session">The <c>sid</c>; null where there is none, which is so for machines.</param>
internal sealed record RealmLogin(string Scope, string? Session)
{
    /// <summary>The level of authentication above the password.</summary>
    public const string Gold = "gold";

    /// <summary>Whether a one-time code came with the password.</summary>
    public bool IsSteppedUp { get; init; }
}
