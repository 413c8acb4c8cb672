using TokenBridge.Rules.Model;

namespace TokenBridge.EndToEnd.Provision;

/// <summary>Requests that the service would never send, each one slip away from one that it would. Where a template leaves a value open there is no slip in it.</summary>
internal static class Slips
{
    /// <param name="sent">By the service.</param>
    /// <param name="setting">Around the rules.</param>
    /// <param name="isTagClosed">The rules leave the tag t no value but those that they can render.</param>
    public static IEnumerable<(string Slip, TrustRequest Request)> Of(TrustRequest sent, TrustSetting setting, bool isTagClosed)
    {
        yield return ("one tag more", sent with { Tags = [.. sent.Tags, new SessionTag("extra", "x")] });
        yield return ("one transitive key more", sent with { TransitiveTagKeys = [.. sent.TransitiveTagKeys, "extra"] });
        if (sent.Tags.Count > 0)
        {
            yield return ("a key in another case", sent with { Tags = [sent.Tags[0] with { Key = sent.Tags[0].Key.ToUpperInvariant() }, .. sent.Tags.Skip(1)] });
        }

        if (setting.HasTag && sent.Tags.Any(tag => tag.Key == "kind"))
        {
            yield return ("another value", sent with { Tags = [.. sent.Tags.Select(tag => tag.Key == "kind" ? tag with { Value = "labs" } : tag)] });
            yield return ("a tag less", sent with { Tags = [.. sent.Tags.Where(tag => tag.Key != "kind")] });
            yield return ("no transitive key", sent with { TransitiveTagKeys = [] });
        }

        if (isTagClosed && sent.Tags.Any(tag => tag.Key == "t"))
        {
            yield return ("another value of a capture", sent with { Tags = [.. sent.Tags.Select(tag => tag.Key == "t" ? tag with { Value = tag.Value + "-zz" } : tag)] });
        }

        if (setting.SessionName != "{user}")
        {
            yield return ("another session name", sent with { SessionName = "zz-other" });
        }

        if (setting.SourceIdentity != "{sub}")
        {
            yield return ("another source identity", sent with { SourceIdentity = "zz-other" });
        }

        if (sent.SourceIdentity is not null)
        {
            yield return ("no source identity", sent with { SourceIdentity = null });
        }

        foreach (var slip in sent.Provider is null ? OfSigner(sent) : OfTokens(sent, setting))
        {
            yield return slip;
        }
    }

    /// <remarks>A rule's external id may be open behind its prefix, but never begins as this one.</remarks>
    private static IEnumerable<(string Slip, TrustRequest Request)> OfSigner(TrustRequest sent)
    {
        yield return ("another caller", sent with { Principal = sent.Principal.Replace("/tokenbridge/", "/other/", StringComparison.Ordinal) });
        if (sent.ExternalId is not null)
        {
            yield return ("another external id", sent with { ExternalId = "tb-8" });
            yield return ("no external id", sent with { ExternalId = null });
        }
    }

    private static IEnumerable<(string Slip, TrustRequest Request)> OfTokens(TrustRequest sent, TrustSetting setting)
    {
        yield return ("another audience", sent with { Audience = "other" });
        yield return ("another provider", sent with { Principal = sent.Principal + ".other" });
        if (sent.NamesRole is not null)
        {
            yield return ("a token that does not name the role", sent with { NamesRole = false });
        }

        if (setting is { Strategy: SessionStrategy.WebIdentity, HasTwoIssuers: true })
        {
            yield return ("somebody of another issuer", sent with { Subject = "partners:u-1" });
        }
    }
}
