using System.Text.Json;
using TokenBridge.Protocol.Sts;
using TokenBridge.Rules.Model;

namespace TokenBridge.Development.Sts;

/// <summary>The <c>https://aws.amazon.com/…</c> claims of a web identity token: tags, source identity and the roles it is pinned to.</summary>
internal static class AwsClaims
{
    private const string Prefix = "https://aws.amazon.com/";

    /// <summary>Adds what the token says to what the request said.</summary>
    /// <returns>The fault where a claim does not have the documented form: tags are arrays of one string.</returns>
    public static (SessionParameters? Parameters, QueryFault? Fault) Read(JsonElement claims, SessionParameters request)
    {
        if (claims.EnumerateObject().Any(claim => claim.Name.StartsWith($"{Prefix}tags/", StringComparison.Ordinal)))
        {
            return Refuse("flattened tag claims are not understood here; nest them in https://aws.amazon.com/tags");
        }

        var tags = new List<SessionTag>();
        IReadOnlyList<string> transitive = [];
        if (claims.TryGetProperty($"{Prefix}tags", out var nested))
        {
            if (nested.ValueKind != JsonValueKind.Object || !ReadTags(nested, tags))
            {
                return Refuse("principal_tags must be an object of arrays of one string");
            }

            if (nested.TryGetProperty("transitive_tag_keys", out var keys) && Strings(keys) is var read)
            {
                if (read is null)
                {
                    return Refuse("transitive_tag_keys must be an array of strings");
                }

                transitive = read;
            }
        }

        if (!claims.TryGetProperty($"{Prefix}source_identity", out var source))
        {
            return (request with { Tags = tags, TransitiveTagKeys = transitive }, null);
        }

        return source.ValueKind == JsonValueKind.String
            ? (request with { Tags = tags, TransitiveTagKeys = transitive, SourceIdentity = source.GetString() }, null)
            : Refuse("source_identity must be a string");
    }

    /// <summary>Whether the token may be used for this role: it names the role, or it names none.</summary>
    public static bool AllowRole(JsonElement claims, string roleArn) =>
        !claims.TryGetProperty($"{Prefix}roles", out var roles)
        || (roles.ValueKind == JsonValueKind.String ? roles.GetString() == roleArn : Strings(roles)?.Contains(roleArn) == true);

    private static bool ReadTags(JsonElement nested, List<SessionTag> tags)
    {
        if (!nested.TryGetProperty("principal_tags", out var principalTags))
        {
            return true;
        }

        if (principalTags.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (var tag in principalTags.EnumerateObject())
        {
            if (Strings(tag.Value) is not [var value])
            {
                return false;
            }

            tags.Add(new SessionTag(tag.Name, value));
        }

        return true;
    }

    private static List<string>? Strings(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array && array.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.String)
            ? [.. array.EnumerateArray().Select(entry => entry.GetString()!)]
            : null;

    private static (SessionParameters? Parameters, QueryFault? Fault) Refuse(string why) =>
        (null, QueryFault.InvalidIdentityToken($"The AWS claims of the token cannot be used: {why}."));
}
