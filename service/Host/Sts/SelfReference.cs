using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using TokenBridge.Protocol.Loopback;

namespace TokenBridge.Host.Sts;

/// <summary>
/// Whether the AWS SDK would get the service's own credentials from this very service: it does where <c>serve</c> is started in the shell in which
/// a client's variables are set. Each exchange would then begin another one, and all of them would wait for each other.
/// </summary>
internal static class SelfReference
{
    private const string Container = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

    private const string Sts = "AWS_ENDPOINT_URL_STS";

    /// <param name="variable">Of the environment; null where it is not set.</param>
    /// <param name="urls">Where the service listens, as its setting <c>Urls</c> has them.</param>
    /// <param name="chain">Which link of its default chain the AWS SDK takes; asked only where a variable leads here. Null where it finds nothing.</param>
    /// <returns>Which variable leads here and what to do; null where none does, or where the SDK finds credentials elsewhere first.</returns>
    public static string? Find(Func<string, string?> variable, IReadOnlyList<string> urls, Func<Type?> chain)
    {
        var (container, sts) = (LeadsHere(variable(Container), urls), LeadsHere(variable(Sts), urls));
        var link = container || sts ? chain() : null;
        return container && link == typeof(GenericContainerCredentials) ? Say(Container, "")
            : sts && link == typeof(AssumeRoleWithWebIdentityCredentials) ? Say(Sts, ", AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN")
            : null;
    }

    /// <summary>Without asking anybody for credentials: they are fetched when first needed.</summary>
    public static Type? DefaultChain()
    {
        try
        {
            return DefaultAWSCredentialsIdentityResolver.GetCredentials().GetType();
        }
        catch (AmazonClientException)
        {
            return null;
        }
    }

    /// <summary>Whether an address is one that the service listens on.</summary>
    public static bool LeadsHere(string? address, IReadOnlyList<string> urls) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && urls.Any(url => Read(url) is { } own && IsAt(uri, own));

    /// <summary>One of <c>Urls</c>; Kestrel takes <c>*</c> and <c>+</c> for every address, which no URL may hold.</summary>
    public static Uri? Read(string url) => Uri.TryCreate(
        url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var read) ? read : null;

    private static bool IsAt(Uri address, Uri own) =>
        own.Port == address.Port && own.Port != 0
        && (string.Equals(own.Host, address.Host, StringComparison.OrdinalIgnoreCase)
            || (LoopbackHost.Is(address) && (LoopbackHost.Is(own) || own.Host is "0.0.0.0" or "[::]")));

    private static string Say(string name, string others) =>
        $"{name} in the service's environment leads to this service itself, so it would ask itself for its own AWS credentials; "
        + $"these are variables for clients: unset {name}{others}, and give the service a role (IRSA, Pod Identity, instance profile) or keys of its own";
}
