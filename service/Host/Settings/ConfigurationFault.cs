namespace TokenBridge.Host.Settings;

/// <summary>One thing wrong in the configuration and what to write instead.</summary>
/// <param name="Key">The full key, as in <c>appsettings.json</c>: <c>TokenBridge:Sts:Region</c>.</param>
/// <param name="Message">Reads on after the key.</param>
internal sealed record ConfigurationFault(string Key, string Message)
{
    public override string ToString() => $"{Key}: {Message}";
}
