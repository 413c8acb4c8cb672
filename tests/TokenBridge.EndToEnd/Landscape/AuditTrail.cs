using System.Text.Json;

namespace TokenBridge.EndToEnd.Landscape;

/// <summary>What one TokenBridge wrote down of the requests that came while something ran.</summary>
internal sealed class AuditTrail(TokenBridgeProcess service, string file)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <returns>The records of all requests that <paramref name="action"/> caused, in order.</returns>
    public async Task<IReadOnlyList<JsonElement>> WatchAsync(Func<Task> action)
    {
        var before = (await MarkAsync()).Count;
        await action();
        return [.. (await MarkAsync()).Skip(before).SkipLast(1)];
    }

    /// <summary>Records stand in the order of their requests: once a request of our own is there, all earlier ones are.</summary>
    private async Task<IReadOnlyList<JsonElement>> MarkAsync()
    {
        var mark = $"mark-{Guid.NewGuid():N}";
        await service.AskAsync($"/v1/credentials/{mark}", "");
        IReadOnlyList<JsonElement> records = [];
        await Eventually.TrueAsync("the audit holds the mark", Limit, async () =>
        {
            records = await ReadAsync();
            return records is [.., var last] && last.TryGetProperty("requested_role", out var role) && role.GetString() == mark;
        });
        return records;
    }

    /// <summary>A line that is still being written has no end.</summary>
    private async Task<IReadOnlyList<JsonElement>> ReadAsync()
    {
        var text = await File.ReadAllTextAsync(file);
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }
}
