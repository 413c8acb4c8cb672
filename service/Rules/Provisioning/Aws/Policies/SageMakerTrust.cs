using System.Text.Json.Nodes;

namespace TokenBridge.Rules.Provisioning.Aws.Policies;

/// <summary>
/// The trust of an execution role for session tag chaining: SageMaker takes the tags of whoever started a training job and sets them again when it
/// assumes this role, so that the job has its owner's rights to the end.
/// </summary>
internal static class SageMakerTrust
{
    /// <param name="account">Whose jobs; empty where there are no accounts.</param>
    /// <param name="keys">That the rules set, sorted.</param>
    public static JsonObject Of(string account, IReadOnlyList<string> keys)
    {
        var service = () => new JsonObject { ["Service"] = "sagemaker.amazonaws.com" };
        var assume = new ConditionSet();
        return PolicyJson.Document(
        [
            PolicyJson.Statement("TrainingJobs", service(), ["sts:AssumeRole"], null, account.Length == 0 ? assume : assume.Equal("aws:SourceAccount", account)),
            PolicyJson.Statement("TagsOfTheirOwners", service(), ["sts:TagSession"], null, new ConditionSet().OnlyAmong("aws:TagKeys", keys)),
        ]);
    }
}
