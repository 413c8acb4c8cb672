using TokenBridge.Host.Settings.Keys;
using TokenBridge.Host.Sts;

namespace TokenBridge.Testing;

/// <summary>Options with every default, for tests of one part.</summary>
internal static class TestOptions
{
    public static StsOptions Sts { get; } = new()
    {
        Strategy = SettingKeys.Sts.Strategy.Default,
        Region = "eu-central-1",
        MaxDuration = SettingKeys.Sts.MaxDuration.Default,
        Deadline = SettingKeys.Sts.Deadline.Default,
        Concurrency = SettingKeys.Sts.Concurrency.Default,
    };
}
