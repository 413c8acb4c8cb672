namespace TokenBridge.Host.Audit;

/// <summary>How an exchange ended.</summary>
/// <param name="Status">HTTP status of the resource-style routes.</param>
/// <param name="Reason">Null where credentials were handed out.</param>
/// <param name="Detail">For the operator; never shown to the caller.</param>
internal sealed record OutcomePart(int Status, string? Reason, string? Detail)
{
    public static OutcomePart Granted { get; } = new(StatusCodes.Status200OK, null, null);
}
