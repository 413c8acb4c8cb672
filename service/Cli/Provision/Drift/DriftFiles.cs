using TokenBridge.Protocol;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Provisioning.Drift;
using TokenBridge.Rules.Provisioning.Realm.Reading;
using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Cli.Provision.Drift;

/// <summary>The files that other tools wrote.</summary>
internal static class DriftFiles
{
    private sealed record Content(byte[] Bytes);

    public static Result<KeycloakRealm, string> ReadRealm(string path) =>
        !Read(path, RealmReader.MostBytes).TryGet(out var content, out var unread) ? unread
        : RealmReader.Read(content.Bytes).TryGet(out var realm, out var fault) ? realm
        : $"{path}: {fault}";

    /// <param name="path">A file, or a folder whose files are read by name, and not those of folders in it.</param>
    public static Result<IReadOnlyList<ExistingRole>, string> ReadRoles(string path)
    {
        List<ExistingRole> all = [];
        foreach (var file in Files(path))
        {
            if (!Read(file, ExistingRoles.MostBytes).TryGet(out var content, out var unread))
            {
                return unread;
            }

            if (!ExistingRoles.Read(content.Bytes).TryGet(out var roles, out var fault))
            {
                return $"{file}: {fault}";
            }

            all.AddRange(roles);
        }

        return all;
    }

    private static IReadOnlyList<string> Files(string path) => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file) is ".json" or ".tfstate").Order(StringComparer.Ordinal)]
        : [path];

    private static Result<Content, string> Read(string path, int mostBytes)
    {
        try
        {
            return new FileInfo(path).Length > mostBytes ? $"{path} is larger than {mostBytes / 1024 / 1024} MiB" : new Content(File.ReadAllBytes(path));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return $"{SafeText.Quote(path)} does not exist";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"{SafeText.Quote(path)} cannot be read ({failure.GetType().Name})";
        }
    }
}
