namespace TokenBridge.EndToEnd.Clients;

/// <summary>How a client comes to TokenBridge, in the words of <c>docs/clients.md</c>.</summary>
internal static class WayIn
{
    public const string Container = "container";
    public const string Sts = "STS";
    public const string Process = "process";

    public static IReadOnlyList<string> All { get; } = [Container, Sts, Process];
}
