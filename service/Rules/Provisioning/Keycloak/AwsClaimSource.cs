using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Keycloak.Mappers;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Provisioning.Keycloak;

/// <summary>How a mapper can make one value of a rule, or why it cannot.</summary>
/// <param name="Gap">Goes on after the value's name; null where a mapper can.</param>
/// <param name="Text">Alike for values that are made alike.</param>
/// <param name="Mapper">Keycloak's id of the mapper.</param>
/// <param name="Config">Of one text.</param>
internal sealed record AwsClaimSource(string? Gap, string Text, string Mapper, IReadOnlyList<KeyValuePair<string, string>> Config)
{
    public bool IsLiteral { get; private init; }

    /// <summary>The same as an array of one, which AWS wants of a tag.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ArrayConfig { get; private init; } = [];

    public static AwsClaimSource Of(TagTemplate tag) => tag switch
    {
        TagTemplate.Text text => AsTag(Of(text.Value)),
        _ => Lacking("joins a list, which no mapper does"),
    };

    /// <param name="template">Of one text.</param>
    public static AwsClaimSource Of(BoundTemplate template)
    {
        if (template.Literal is { } literal)
        {
            return Literal(literal);
        }

        return template.Parts switch
        {
            [{ Slot: >= 0, Name: var name }] => Lacking($"is the capture {{{name}}}, a part of a path, which no mapper takes out"),
            [{ Mode: PlaceholderMode.Default }] => Lacking("has a default, which no mapper has"),
            [{ Source: ClaimSource.Payload { IsMapped: true } }] => Lacking("is mapped to other values, which no mapper does"),
            [{ Source: ClaimSource.Payload { HasDefault: true } }] => Lacking("has a default in the rules, which no mapper has"),
            [{ Source: ClaimSource.Payload { Pointer: var pointer } }] => OfClaim(pointer),
            [{ Source: not null }] => Lacking("is no claim of the token"),
            _ => Lacking("is put together of several parts, which no mapper does"),
        };
    }

    public static string JsonArray(IEnumerable<string> texts) => $"[{string.Join(',', texts.Select(text => $"\"{System.Text.Json.JsonEncodedText.Encode(text).Value}\""))}]";

    private static AwsClaimSource Literal(string text) =>
        new(null, $"literal {text}", "oidc-hardcoded-claim-mapper", [new("claim.value", text), new("jsonType.label", "String")])
        {
            IsLiteral = true,
            ArrayConfig = [new("claim.value", JsonArray([text])), new("jsonType.label", "JSON")],
        };

    private static AwsClaimSource OfClaim(JsonPointer pointer)
    {
        if (pointer.Text == "/sub")
        {
            return new(null, "property id", KnownClaims.Properties, [new("user.attribute", "id"), new("jsonType.label", "String")]);
        }

        if (!ClaimPlace.Of(pointer).TryGet(out var place, out var wrong))
        {
            return Lacking($"reads {pointer.Text}, which {wrong}");
        }

        if (place.Steps is [var name])
        {
            if (KnownClaims.OfUser.TryGetValue(name, out var user) && user.Type == "String")
            {
                return FromAttribute(user.Property);
            }

            if (IsElsewhere(name))
            {
                return Lacking($"reads {pointer.Text}, which is no attribute of the user");
            }
        }

        return FromAttribute(place.Attribute);
    }

    private static bool IsElsewhere(string name) =>
        KnownClaims.OfUser.ContainsKey(name) || KnownClaims.OfSession.ContainsKey(name) || KnownClaims.Always.Contains(name) || KnownClaims.Refused.Contains(name)
        || name is "acr" or "amr" or "name" or "organization" or "groups" or "realm_access" or "resource_access";

    /// <summary>The attribute mapper takes a user's own properties as well, and can make an array of each, which the property mapper cannot.</summary>
    private static AwsClaimSource FromAttribute(string attribute)
    {
        KeyValuePair<string, string>[] config = [new("user.attribute", attribute), new("jsonType.label", "String")];
        return new(null, $"attribute {attribute}", KnownClaims.Attributes, [.. config, new("multivalued", "false")]) { ArrayConfig = [.. config, new("multivalued", "true")] };
    }

    private static AwsClaimSource AsTag(AwsClaimSource source) =>
        source.Gap is null && source.ArrayConfig.Count == 0 ? Lacking("is the subject, which no mapper gives as the array that AWS wants of a tag") : source;

    private static AwsClaimSource Lacking(string gap) => new(gap, "", "", []);
}
