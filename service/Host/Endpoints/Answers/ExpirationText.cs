using System.Globalization;
using TokenBridge.Host.Sts;

namespace TokenBridge.Host.Endpoints.Answers;

/// <summary>Written as <c>2026-11-21T19:30:00Z</c>, the only form that all SDKs parse: no fraction, no offset.</summary>
internal static class ExpirationText
{
    public static string Of(AwsCredentials credentials) =>
        credentials.Expiration.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
