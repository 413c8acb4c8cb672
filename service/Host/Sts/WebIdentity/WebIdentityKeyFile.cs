using TokenBridge.Protocol;

namespace TokenBridge.Host.Sts.WebIdentity;

/// <summary>The file that <c>TokenBridge:WebIdentity:SigningKeyPath</c> names.</summary>
internal static class WebIdentityKeyFile
{
    private const string Setting = "TokenBridge:WebIdentity:SigningKeyPath";

    /// <returns>The key, or what to tell the operator, which holds nothing of the key.</returns>
    public static Result<WebIdentityKey, string> Read(WebIdentityOptions options)
    {
        try
        {
            return WebIdentityKey.Read(File.ReadAllText(options.SigningKeyPath)).TryGet(out var key, out var fault)
                ? key
                : $"{Setting}: {options.SigningKeyPath} {fault}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{Setting}: {options.SigningKeyPath} cannot be read ({failure.GetType().Name})";
        }
    }
}
