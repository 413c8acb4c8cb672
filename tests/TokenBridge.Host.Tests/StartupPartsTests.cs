using Microsoft.AspNetCore.Builder;
using TokenBridge.Host.Settings;
using TokenBridge.Protocol;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests;

public sealed class StartupPartsTests : IDisposable
{
    /// <summary>One fault.</summary>
    private const string BadRules = "version: 1\nrules: nothing\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenbridge-tests-");

    private string AuditPath => Path.Combine(_folder.FullName, "audit.log");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_fault_of_the_rules_leaves_no_audit_file_open()
    {
        var fault = Build(BadRules).Fault.ShouldNotBeNull();

        fault.ShouldHaveSingleItem().ShouldContain("rules.yaml");
        IsOpen(AuditPath).ShouldBeFalse();
    }

    [Fact]
    public async Task A_service_that_is_built_holds_its_audit_file_until_it_is_disposed()
    {
        var application = Build(Bridge.Rules).Value.ShouldNotBeNull();

        IsOpen(AuditPath).ShouldBe(OperatingSystem.IsLinux());
        await application.StartAsync();
        await application.DisposeAsync();
        IsOpen(AuditPath).ShouldBeFalse();
    }

    [Fact]
    public void Faults_of_rules_key_and_audit_are_told_together_and_standard_output_stays_open()
    {
        using var standard = new MemoryStream();
        var fault = Build(
            BadRules,
            standard,
            ("Audit:Path", Path.Combine(_folder.FullName, "nowhere", "audit.log")),
            ("WebIdentity:Issuer", "https://tokenbridge.example"),
            ("WebIdentity:SigningKeyPath", Path.Combine(_folder.FullName, "nowhere.pem"))).Fault.ShouldNotBeNull();

        fault.Count.ShouldBe(3);
        fault.ShouldContain(text => text.StartsWith("TokenBridge:WebIdentity:SigningKeyPath: ", StringComparison.Ordinal));
        fault.ShouldContain(text => text.StartsWith("TokenBridge:Audit:Path: ", StringComparison.Ordinal));
        standard.CanWrite.ShouldBeTrue();
    }

    /// <summary>Whether this process has it open, as Linux tells; elsewhere nobody knows.</summary>
    private static bool IsOpen(string path) =>
        OperatingSystem.IsLinux() && Directory.EnumerateFileSystemEntries("/proc/self/fd").Any(descriptor => new FileInfo(descriptor).LinkTarget == path);

    private Result<WebApplication, IReadOnlyList<string>> Build(
        string rules, Stream? standard = null, params (string Key, string Value)[] settings)
    {
        var path = Path.Combine(_folder.FullName, "rules.yaml");
        File.WriteAllText(path, rules);
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "None",
            ["TokenBridge:Issuers:research:Issuer"] = "http://127.0.0.1:1/realms/ml",
            ["TokenBridge:Issuers:research:Audiences:0"] = "tokenbridge",
            ["TokenBridge:Rules:Path"] = path,
            ["TokenBridge:Sts:Region"] = "eu-central-1",
            ["TokenBridge:Audit:Path"] = AuditPath,
        };
        foreach (var (key, value) in settings)
        {
            values[$"TokenBridge:{key}"] = value;
        }

        return ServiceComposition.Build(new ConfigurationSources(Values: values), standard ?? Stream.Null, TimeProvider.System);
    }
}
