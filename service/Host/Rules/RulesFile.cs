using System.Security.Cryptography;
using System.Text;
using TokenBridge.Protocol.Files;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Host.Rules;

/// <summary>One rules file as it stood on disk, for the record of who changed what.</summary>
/// <param name="Path">As the configuration leads to it.</param>
/// <param name="Sha256">Of its bytes, lower-case hex.</param>
/// <param name="Owner">User id; null where the system does not tell.</param>
internal sealed record RulesFile(string Path, string Sha256, uint? Owner)
{
    public static RulesFile Of(RuleSetSource source) =>
        new(source.File, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source.Text))), OwnerOf(source.File));

    /// <summary>Of the file itself, where the name is a link as in a volume of Kubernetes.</summary>
    private static uint? OwnerOf(string path)
    {
        try
        {
            return UnixFile.Of(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path)?.Owner;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
