using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts.WebIdentity;

/// <summary>
/// Signs the JWT that strategy WebIdentity hands to STS: it lives for 60 seconds, names one role, and carries the session's tags and source
/// identity (IAM User Guide, "Passing session tags using AssumeRoleWithWebIdentity").
/// </summary>
internal sealed class WebIdentityTokenMint(WebIdentityOptions options, WebIdentityKey key, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <param name="grant">What the token is for.</param>
    /// <param name="subject">Its <c>sub</c>.</param>
    public string Mint(Grant grant, string subject) => _handler.CreateToken(Payload(grant, subject), key.SigningCredentials);

    private string Payload(Grant grant, string subject)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("iss", options.IssuerText);
            json.WriteString("sub", subject);
            json.WriteString("aud", options.Audience);
            json.WriteNumber("iat", now);
            json.WriteNumber("nbf", now);
            json.WriteNumber("exp", now + (long)Lifetime.TotalSeconds);
            json.WriteString("jti", Guid.NewGuid().ToString("N"));
            json.WriteStartArray("https://aws.amazon.com/roles");
            json.WriteStringValue(grant.Role.Value);
            json.WriteEndArray();
            if (grant.SourceIdentity is { } sourceIdentity)
            {
                json.WriteString("https://aws.amazon.com/source_identity", sourceIdentity);
            }

            WriteTags(json, grant);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>AWS takes each tag as an array of exactly one string.</summary>
    private static void WriteTags(Utf8JsonWriter json, Grant grant)
    {
        if (grant.Tags.Count == 0)
        {
            return;
        }

        json.WriteStartObject("https://aws.amazon.com/tags");
        json.WriteStartObject("principal_tags");
        foreach (var tag in grant.Tags)
        {
            json.WriteStartArray(tag.Key);
            json.WriteStringValue(tag.Value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteStartArray("transitive_tag_keys");
        foreach (var transitive in grant.TransitiveTagKeys)
        {
            json.WriteStringValue(transitive);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
