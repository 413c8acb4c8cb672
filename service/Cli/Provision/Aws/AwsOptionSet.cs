using System.CommandLine;
using TokenBridge.Cli.Rules;

namespace TokenBridge.Cli.Provision.Aws;

/// <summary>The options of <c>provision aws</c>.</summary>
internal sealed class AwsOptionSet
{
    public const string Json = "json";
    public const string Terraform = "terraform";
    public const string CloudFormation = "cloudformation";

    public AwsOptionSet()
    {
        Format.AcceptOnlyFromAmong(Terraform, CloudFormation, Json);
        RulesOptionSet.RefuseOptions(Rules);
    }

    public Argument<string[]> Rules { get; } = new("RULES") { Description = "Rules files, and folders whose *.yaml files are taken; together one rule set.", Arity = ArgumentArity.OneOrMore };

    public Option<string> Settings { get; } = new("--settings")
    {
        Description = "The service's settings, a JSON file: strategy, issuers, WebIdentity, whether there is an external id.",
        Required = true,
    };

    public Option<string> Format { get; } = new("--format") { Description = "terraform, cloudformation, or json with every account.", DefaultValueFactory = _ => Json };

    public Option<string> ServiceRole { get; } = new("--service-role") { Description = "The ARN of the service's own role; needed where a role is had by AssumeRole." };

    public Option<string[]> Values { get; } = new("--values")
    {
        Description = "What a capture or claim may be in a role: team=vision,speech. Repeat for several. Not needed for claims whose values the rules list.",
        DefaultValueFactory = _ => [],
    };

    public Option<string[]> Variables { get; } = new("--variable")
    {
        Description = "With terraform: a capture or claim that is a variable of the module, tokenbridge_NAME, instead of having --values. Repeat for several.",
        DefaultValueFactory = _ => [],
    };

    public Option<string> Account { get; } = new("--account") { Description = "Only what this account must have; needed for terraform and cloudformation where the roles stand in several." };

    public Option<string> SageMakerRole { get; } = new("--sagemaker-role") { Description = "A SageMaker execution role of this name, which keeps the session tags of whoever starts a training job." };

    public Option<string?> Out { get; } = ProvisionOutput.Out();

    public Option<bool> Force { get; } = ProvisionOutput.Force();

    public void AddTo(Command command)
    {
        command.Add(Rules);
        foreach (var option in new Option[] { Settings, Format, ServiceRole, Values, Variables, Account, SageMakerRole, Out, Force })
        {
            command.Add(option);
        }
    }
}
