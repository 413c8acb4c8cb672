using System.Security.Cryptography;
using TokenBridge.Host.Audit;
using TokenBridge.Protocol.Files;

namespace TokenBridge.Host.Commands.Doctor;

/// <summary>Whether audit records can be written. Leaves nothing behind: a file that this user made would shut the service's own user out.</summary>
internal static class AuditExamination
{
    private const string Check = "audit";

    public static Diagnosis Run(AuditOptions options)
    {
        if (options.Path is not { } path)
        {
            return Diagnosis.Ok(Check, "goes to standard output");
        }

        try
        {
            if (!File.Exists(path))
            {
                return TryFolder(path);
            }

            // Opening a pipe that nobody reads would wait for ever.
            if (UnixFile.Of(path) is { Kind: not (UnixFileKind.File or UnixFileKind.Link) })
            {
                return Diagnosis.Skipped(Check, $"{path} is no plain file, so it was not tried");
            }

            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            return Diagnosis.Ok(Check, $"{path} takes records");
        }
        catch (UnauthorizedAccessException)
        {
            return Diagnosis.Fault(Check, $"{path} may not be written by this user", "give the service's user the file, and run this as that user");
        }
        catch (DirectoryNotFoundException)
        {
            return Diagnosis.Fault(Check, $"the folder of {path} does not exist", "make it, for the service's user alone");
        }
        catch (IOException) when (File.Exists(path))
        {
            return Diagnosis.Ok(Check, $"{path} is held by a service that runs");
        }
        catch (IOException failure)
        {
            return Diagnosis.Fault(Check, $"{path} cannot be written ({failure.GetType().Name})", "name a file on a disk that takes it in TokenBridge:Audit:Path");
        }
    }

    private static Diagnosis TryFolder(string path)
    {
        var probe = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".tokenbridge-doctor-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");
        using var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        return Diagnosis.Ok(Check, $"{path} can be made");
    }
}
