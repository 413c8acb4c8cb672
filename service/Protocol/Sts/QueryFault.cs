namespace TokenBridge.Protocol.Sts;

/// <summary>A refusal in the words of the STS query protocol.</summary>
/// <param name="Status">400, 403 or 503.</param>
/// <param name="Code">The wire code, such as <c>AccessDenied</c>.</param>
/// <param name="Message">As AWS words it, where that is known.</param>
internal sealed record QueryFault(int Status, string Code, string Message)
{
    public static QueryFault AccessDenied(string message) => new(403, "AccessDenied", message);

    public static QueryFault Invalid(string message) => new(400, "ValidationError", message);

    public static QueryFault InvalidIdentityToken(string message) => new(400, "InvalidIdentityToken", message);

    public static QueryFault Throttling { get; } = new(400, "Throttling", "Rate exceeded");
}
