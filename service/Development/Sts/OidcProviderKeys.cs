using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using TokenBridge.Protocol.Sts;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Development.Sts;

/// <summary>Fetches a provider's discovery document and keys as AWS does: from the issuer, within five seconds, following no redirect.</summary>
/// <remarks>Nothing is cached, so that a test sees a rotation at once.</remarks>
internal sealed class OidcProviderKeys : IDisposable
{
    private static readonly string[] Required = ["response_types_supported", "subject_types_supported", "id_token_signing_alg_values_supported"];

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };

    /// <returns>The keys, or the fault that names what is wrong with the provider's documents.</returns>
    public async Task<(IReadOnlyList<SecurityKey>? Keys, QueryFault? Fault)> FetchAsync(OidcProvider provider, CancellationToken cancellationToken)
    {
        try
        {
            var discovery = await GetJsonAsync($"{provider.Issuer}/.well-known/openid-configuration", cancellationToken);
            if (discovery.GetProperty("issuer").GetString() != provider.Issuer)
            {
                return (null, Unusable($"its discovery document names another issuer than {provider.Issuer}"));
            }

            if (Required.FirstOrDefault(member => !discovery.TryGetProperty(member, out _)) is { } missing)
            {
                return (null, Unusable($"its discovery document lacks {missing}"));
            }

            var jwks = await GetJsonAsync(discovery.GetProperty("jwks_uri").GetString()!, cancellationToken);
            return ([.. new JsonWebKeySet(jwks.GetRawText()).GetSigningKeys()], null);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or KeyNotFoundException or UriFormatException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, Unusable(ForeignText.Of(exception)));
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> GetJsonAsync(string address, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri(address), cancellationToken);
        answer.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        return document.RootElement.Clone();
    }

    private static QueryFault Unusable(string why) =>
        new(400, "IDPCommunicationError", $"The identity provider could not be asked for its verification key: {why}");
}
