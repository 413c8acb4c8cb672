namespace TokenBridge.Host.Tests.Exchange;

/// <summary>What may happen to a running service, one after the other.</summary>
internal abstract record HistoryStep
{
    /// <summary>One of the tokens, roles and addresses.</summary>
    internal sealed record Ask(int Token, int Role, int Address) : HistoryStep;

    /// <summary>The same question once more.</summary>
    internal sealed record AskAgain : HistoryStep;

    /// <summary>The same caller names another role.</summary>
    internal sealed record NameRole(int Role) : HistoryStep;

    /// <summary>The same caller comes from another address.</summary>
    internal sealed record Move(int Address) : HistoryStep;

    /// <summary>Other rules come into force, or the same ones read anew.</summary>
    internal sealed record Reload(int Rules) : HistoryStep;

    internal sealed record Wait(int Seconds) : HistoryStep;

    /// <summary>The realm revokes all tokens of before now.</summary>
    internal sealed record Revoke : HistoryStep;

    /// <summary>The realm signs with a new key and publishes the old ones no more.</summary>
    internal sealed record RotateKeys : HistoryStep;
}
