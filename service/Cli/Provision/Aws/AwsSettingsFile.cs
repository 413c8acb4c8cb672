using System.Text.Json;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Aws.Granting;

namespace TokenBridge.Cli.Provision.Aws;

/// <summary>The few keys of the service's settings on which trust policies depend, from its JSON file. What stands in its environment is not seen here.</summary>
internal static class AwsSettingsFile
{
    private const string Root = "TokenBridge";
    private const int MostBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <returns>The settings, or what is wrong with the file. No value of it is repeated: some are secrets.</returns>
    public static Result<AwsSide, string> Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (bytes.Length > MostBytes)
            {
                return $"{path} is larger than 1 MiB; name the service's appsettings.json";
            }

            using var document = JsonDocument.Parse(bytes.AsMemory(bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0), Options);
            var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            Flatten(document.RootElement, "", values);
            return Side(path, values);
        }
        catch (JsonException exception)
        {
            return $"{path} is no JSON: line {exception.LineNumber + 1}";
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return $"{path} does not exist; name the service's settings, a JSON file with the section TokenBridge";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"{path} cannot be read ({exception.GetType().Name}); check its permissions";
        }
    }

    private static Result<AwsSide, string> Side(string path, Dictionary<string, string> values)
    {
        if (!values.Keys.Any(key => key.StartsWith($"{Root}:", StringComparison.OrdinalIgnoreCase)))
        {
            return $"{path} has no section TokenBridge; name the service's settings";
        }

        var written = values.GetValueOrDefault($"{Root}:Sts:Strategy", nameof(SessionStrategy.AssumeRole));
        if (!Enum.GetNames<SessionStrategy>().Contains(written, StringComparer.OrdinalIgnoreCase))
        {
            return $"{path}: TokenBridge:Sts:Strategy is {SafeText.Quote(written)}; write AssumeRole, WebIdentity or PassThrough";
        }

        var own = values.GetValueOrDefault($"{Root}:WebIdentity:Issuer");
        var issuers = Issuers(values);
        return issuers.Select(issuer => (Key: $"Issuers:{issuer.Id}:Issuer", issuer.Url)).Append((Key: "WebIdentity:Issuer", Url: own ?? "https://"))
            .Where(url => !url.Url.Contains("://", StringComparison.Ordinal)).Select(url => url.Key).FirstOrDefault() is { } wrong
            ? $"{path}: TokenBridge:{wrong} is no URL; write https://<host>"
            : new AwsSide
            {
                Strategy = Enum.Parse<SessionStrategy>(written, ignoreCase: true),
                TokenIssuer = own?.TrimEnd('/'),
                Audience = values.GetValueOrDefault($"{Root}:WebIdentity:Audience", "sts.amazonaws.com"),
                SendsExternalId = values.ContainsKey($"{Root}:Sts:ExternalId"),
                Issuers = issuers,
            };
    }

    private static List<AwsIssuer> Issuers(Dictionary<string, string> values)
    {
        const string Section = $"{Root}:Issuers:";
        return
        [
            .. values.Keys.Where(key => key.StartsWith(Section, StringComparison.OrdinalIgnoreCase))
                .Select(key => key[Section.Length..].Split(':')[0])
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.Ordinal)
                .Select(id => new AwsIssuer(id, values.GetValueOrDefault($"{Section}{id}:Issuer", ""), List(values, $"{Section}{id}:Clients"))),
        ];
    }

    /// <returns>Null where the key is absent.</returns>
    private static List<string>? List(Dictionary<string, string> values, string key)
    {
        var items = values.Where(value => value.Key.StartsWith($"{key}:", StringComparison.OrdinalIgnoreCase)).Select(value => value.Value).Order(StringComparer.Ordinal).ToList();
        return items.Count > 0 ? items : null;
    }

    /// <summary>As .NET's configuration names keys, so that <c>"TokenBridge:Sts": {…}</c> reads the same.</summary>
    private static void Flatten(JsonElement element, string path, Dictionary<string, string> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Flatten(member.Value, path.Length == 0 ? member.Name : $"{path}:{member.Name}", values);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (item, at) in element.EnumerateArray().Select((item, at) => (item, at)))
                {
                    Flatten(item, $"{path}:{at}", values);
                }

                break;
            case JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                values[path] = element.ToString();
                break;
        }
    }
}
