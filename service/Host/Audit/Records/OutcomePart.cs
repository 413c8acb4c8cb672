namespace TokenBridge.Host.Audit.Records;

/// <summary>How an exchange or an inquiry ended.</summary>
/// <param name="Status">HTTP status of the resource-style routes.</param>
/// <param name="Reason">Null where it was not refused.</param>
/// <param name="Detail">For the operator; never shown to the caller.</param>
internal sealed record OutcomePart(int Status, string? Reason, string? Detail)
{
    public static OutcomePart Good { get; } = new(StatusCodes.Status200OK, null, null);
}
