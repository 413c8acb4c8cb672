namespace TokenBridge.Host.Settings;

/// <summary>
/// What is read after <c>appsettings.json</c> and the environment, later ones winning: a file, flags, and values of the process itself.
/// </summary>
/// <param name="File">From <c>--config</c>; must exist.</param>
/// <param name="Flags"><c>--Key value</c> or <c>--Key=value</c>.</param>
/// <param name="Values">
/// Set by <c>tokenbridge-service dev</c> and by tests; with them neither <c>appsettings.json</c> nor the environment counts.
/// </param>
internal sealed record ConfigurationSources(
    string? File = null, IReadOnlyList<string>? Flags = null, IReadOnlyDictionary<string, string?>? Values = null)
{
    public void AddTo(ConfigurationManager configuration)
    {
        if (Values is not null)
        {
            configuration.Sources.Clear();
            configuration.AddInMemoryCollection(Values);
            return;
        }

        if (File is not null)
        {
            configuration.AddJsonFile(Path.GetFullPath(File), optional: false, reloadOnChange: false);
        }

        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine([.. Flags ?? []]);
    }
}
