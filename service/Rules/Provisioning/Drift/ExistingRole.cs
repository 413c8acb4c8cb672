using System.Text.Json;

namespace TokenBridge.Rules.Provisioning.Drift;

/// <summary>A role as AWS, or Terraform's state, has it.</summary>
/// <param name="Arn">Its name at AWS.</param>
/// <param name="Trust">Its trust policy.</param>
/// <param name="MaxSession">Null where it is unsaid.</param>
internal sealed record ExistingRole(string Arn, JsonElement Trust, TimeSpan? MaxSession)
{
    /// <summary>Empty where the ARN is none.</summary>
    public string Account => Arn.Split(':') is [_, _, _, _, var account, ..] ? account : "";
}
