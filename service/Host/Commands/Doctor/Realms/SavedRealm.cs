using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Commands.Doctor.Realms;

/// <summary>What a server said of a realm, kept for other commands.</summary>
internal static class SavedRealm
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Keycloak masks what it takes for secret; a rotated secret of a client, or one that a mapper or provider calls by another name, it does not.</summary>
    private static readonly string[] Secrets = ["secret", "password", "privateKey", "credential"];

    /// <summary>A whole realm of ours, with every text gone whose name says that it is a secret.</summary>
    public static JsonObject WithoutSecrets(JsonObject realm)
    {
        Strip(realm);
        return realm;
    }

    /// <returns>Why it could not be written; null where it was.</returns>
    public static async Task<Diagnosis?> WriteAsync(JsonObject realm, string file, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            await using var stream = new FileStream(file, options);
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"{realm.ToJsonString(Indented)}\n"), cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return File.Exists(file)
                ? Diagnosis.Fault("realm", $"--save {SafeText.Quote(file)} is there already and stays as it is", "name another file, or remove this one")
                : Diagnosis.Fault("realm", $"--save {SafeText.Quote(file)} cannot be written ({failure.GetType().Name})", "name a file in a folder that you may write to");
        }
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            foreach (var name in members.Where(member => IsSecret(member.Key, member.Value)).Select(member => member.Key).ToList())
            {
                members.Remove(name);
            }
        }

        foreach (var below in node switch { JsonObject of => of.Select(member => member.Value), JsonArray items => items, _ => [] })
        {
            Strip(below);
        }
    }

    /// <summary>A text, or a list of them, as the settings of components are. Switches and whole objects are no secrets.</summary>
    private static bool IsSecret(string name, JsonNode? value) =>
        (value is JsonArray || value?.GetValueKind() == JsonValueKind.String) && Secrets.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
