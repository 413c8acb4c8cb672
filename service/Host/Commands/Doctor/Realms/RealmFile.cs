using TokenBridge.Protocol;
using TokenBridge.Protocol.Files;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Provisioning.Realm.Reading;
using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Host.Commands.Doctor.Realms;

/// <summary>A realm export, or the file that a realm is imported from.</summary>
internal static class RealmFile
{
    public static async Task<Result<KeycloakRealm, string>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await BlockingRead.UpToAsync(() => File.OpenRead(file), RealmReader.MostBytes, cancellationToken);
            return ForeignEncoding.Of(bytes) is { } encoding ? $"it is written as {encoding}; {ForeignEncoding.Remedy}" : RealmReader.Read(bytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return failure is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : $"it cannot be read ({failure.GetType().Name})";
        }
    }
}
