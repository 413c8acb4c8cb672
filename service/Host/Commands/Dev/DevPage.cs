using System.Globalization;
using System.Text.Json;
using TokenBridge.Development.Realm;
using TokenBridge.Protocol.Terminal;

namespace TokenBridge.Host.Commands.Dev;

/// <summary>What <c>tokenbridge-service dev</c> prints. Demo passwords stand in it, credentials and tokens never.</summary>
internal sealed class DevPage(TextWriter output, TerminalStyle style)
{
    private const int LabelWidth = 17;

    /// <summary>With the label a little under 100 columns.</summary>
    private const int TextWidth = 80;

    public async Task WriteServersAsync(DevEnvironment environment)
    {
        await output.WriteLineAsync($"""
            {style.Title("TokenBridge turns a Keycloak login into short-lived AWS credentials.")}
            {style.Faint("One process, on 127.0.0.1 only; the Keycloak realm and the AWS STS here are embedded stand-ins.")}

            """);
        await WriteRowAsync("Keycloak realm", environment.Realm.Issuer);
        await WriteRowAsync("TokenBridge", Origin(environment.Address));
        await WriteRowAsync("AWS STS", Origin(environment.Sts.Endpoint));
        await WriteRowAsync("Rules", Shorten(environment.RulesPath));
        await WriteRowAsync("Strategy", "WebIdentity: a 60-second token that TokenBridge signs, no AWS keys");
        foreach (var notice in environment.PortNotices)
        {
            await WriteRowAsync("Note", notice);
        }
    }

    /// <param name="user">Who logged in.</param>
    /// <param name="record">The audit record of the exchange.</param>
    /// <param name="identity">The ARN that AWS answers for the credentials.</param>
    public async Task WriteGrantAsync(DemoUser user, JsonElement record, string identity)
    {
        var expiration = record.GetProperty("expiration").GetDateTimeOffset();
        var minutes = Math.Round((expiration - record.GetProperty("time").GetDateTimeOffset()).TotalMinutes);
        await output.WriteLineAsync($"\n{style.Good("GRANTED")}  {style.Title($"{user.GivenName} logged in and asked for credentials")}\n");
        await WriteRowAsync("Keycloak says", Describe(user));
        await WriteRowAsync("Matching rule", Text(record, "rule"));
        await WriteRowAsync("Role", Text(record, "role"));
        await WriteRowAsync("Session tags", DescribeTags(record));
        await WriteRowAsync("Source identity", Text(record, "source_identity"));
        await WriteRowAsync("Good until", $"{expiration.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC, {minutes} minutes");
        await WriteRowAsync("AWS sees", identity);
        await WriteRowAsync("Audit record", $"decision {Text(record, "decision_id")}, access key {Text(record, "access_key_id")}");
    }

    public async Task WriteRefusalAsync(DemoUser user, string? role, int status, JsonElement body)
    {
        var request = role is null ? "asked for credentials" : $"asked for {role}";
        await output.WriteLineAsync($"\n{style.Bad("REFUSED")}  {style.Title($"{user.GivenName} logged in and {request}")}\n");
        await WriteRowAsync("Keycloak says", Describe(user));
        await WriteRowAsync("Answer", $"{status} {Text(body, "reason")}");
        await WriteRowAsync("Message", Text(body, "message"));
    }

    /// <summary>Plain POSIX shell: what is pasted must work as it stands.</summary>
    public async Task WriteLinesToPasteAsync(DevEnvironment environment, IReadOnlyList<DevAccess> everybody)
    {
        await output.WriteLineAsync($"\n{style.Title("TRY IT")}  {style.Faint("in another terminal")}\n");
        await output.WriteLineAsync(style.Faint("  # once: point the AWS SDKs here, and away from credentials of your own"));
        await output.WriteLineAsync(DevShellLines.SetUp(environment));
        await output.WriteLineAsync(style.Faint("\n  # be somebody (a token lives five minutes)"));
        foreach (var access in everybody)
        {
            await output.WriteLineAsync($"  {DevShellLines.LogIn(access).PadRight(58)}{style.Faint($"# {DescribeAccess(access)}")}");
        }

        await output.WriteLineAsync(style.Faint("\n  # curl, the AWS CLI, boto3"));
        await output.WriteLineAsync(DevShellLines.Use(environment));
        await output.WriteLineAsync(style.Faint("\n  # a machine, as from behind the proxy of its build network"));
        await output.WriteLineAsync(DevShellLines.UseOfMachine(environment));
        await output.WriteLineAsync($"\n{style.Title("WATCHING")}  {style.Faint("every exchange shows here; Ctrl-C ends")}\n");
    }

    /// <param name="record">An audit record.</param>
    public Task WriteExchangeAsync(JsonElement record)
    {
        var time = record.GetProperty("time").GetDateTimeOffset().UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var who = DemoUser.All.Append(DemoClient.NightlyTraining.ServiceAccount).FirstOrDefault(user => user.Subject == Text(record, "sub"))?.Name ?? "nobody";
        var line = Text(record, "outcome") == "granted"
            ? $"{style.Good("granted")}  {who,-6} {Text(record, "role")}, rule {Text(record, "rule")}, access key {Text(record, "access_key_id")}"
            : $"{style.Bad("refused")}  {who,-6} {Text(record, "reason")}, decision {Text(record, "decision_id")}";
        return output.WriteLineAsync($"  {time}  {line}");
    }

    /// <summary>One aligned row, broken between words; nothing where the text is empty.</summary>
    private Task WriteRowAsync(string name, string text) => WriteRowAsync(name, text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private async Task WriteRowAsync(string name, IEnumerable<string> words)
    {
        var label = style.Faint(name.PadRight(LabelWidth));
        foreach (var line in Break(words))
        {
            await output.WriteLineAsync($"  {label}{line}");
            label = new string(' ', LabelWidth);
        }
    }

    private static IEnumerable<string> Break(IEnumerable<string> words)
    {
        var line = "";
        foreach (var word in words)
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > TextWidth)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        if (line.Length > 0)
        {
            yield return line;
        }
    }

    /// <summary>From the current folder where it lies below it.</summary>
    private static string Shorten(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;
    }

    private static string Describe(DemoUser user) => string.Join(", ", new[]
    {
        user.Groups.Count == 0 ? "no groups" : $"groups {string.Join(" ", user.Groups)}",
        user.WarehouseRoles.Count == 0 ? "" : $"roles {string.Join(" ", user.WarehouseRoles.Select(role => $"warehouse/{role}"))}",
        user.Department is null ? "" : $"department {user.Department}",
    }.Where(part => part.Length > 0));

    /// <summary>Tag by tag, none of which is broken.</summary>
    private static IEnumerable<string> DescribeTags(JsonElement record)
    {
        if (!record.TryGetProperty("tags", out var tags))
        {
            return [];
        }

        string[] transitive = record.TryGetProperty("transitive_tags", out var keys) ? [.. keys.EnumerateArray().Select(key => key.GetString()!)] : [];
        var texts = tags.EnumerateObject().Select(tag => $"{tag.Name}={tag.Value.GetString()}{(transitive.Contains(tag.Name) ? " (transitive)" : "")}").ToList();
        return texts.Select((text, index) => index < texts.Count - 1 ? $"{text}," : text);
    }

    private static string DescribeAccess(DevAccess access)
    {
        var parts = access.Roles.Select(role => role.Name).Concat(access.Refused.Select(refused => $"not {refused.Name} ({refused.Reason})")).ToList();
        return $"{(access.IsSteppedUp ? "stepped up: " : "")}{(parts.Count == 0 ? "nothing" : string.Join(", ", parts))}";
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
