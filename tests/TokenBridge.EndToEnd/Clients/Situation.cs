namespace TokenBridge.EndToEnd.Clients;

/// <summary>Why a client gets nothing: the headings of the tables in <c>docs/clients.md</c>.</summary>
internal static class Situation
{
    public const string Refused = "The rules give the caller no role";
    public const string Expired = "The token has expired";
    public const string Stopped = "TokenBridge is not running";

    public static IReadOnlyList<string> All { get; } = [Refused, Expired, Stopped];
}
