using System.CommandLine;
using TokenBridge.Cli.Rules;

namespace TokenBridge.Cli.Provision.Drift;

/// <summary>The options of <c>provision drift</c>.</summary>
internal sealed class DriftOptionSet
{
    public const string Table = "table";
    public const string Json = "json";

    public DriftOptionSet()
    {
        Format.AcceptOnlyFromAmong(Table, Json);
        RulesOptionSet.RefuseOptions(Rules);
    }

    public Argument<string[]> Rules { get; } = new("RULES") { Description = "Rules files, and folders whose *.yaml files are taken; together one rule set.", Arity = ArgumentArity.OneOrMore };

    public Option<string> Settings { get; } = new("--settings")
    {
        Description = "The service's settings, a JSON file: strategy, issuers, WebIdentity, whether there is an external id.",
        Required = true,
    };

    public Option<string> ServiceRole { get; } = new("--service-role") { Description = "The ARN of the service's own role; needed where a role is had by AssumeRole." };

    public Option<string[]> Values { get; } = new("--values")
    {
        Description = "What a capture or claim may be in a role: team=vision,speech. Repeat for several.",
        DefaultValueFactory = _ => [],
    };

    public Option<string> Account { get; } = new("--account") { Description = "Only the roles of this account." };

    public Option<string?> Roles { get; } = new("--roles")
    {
        Description = "Roles as they are: what aws iam get-role or list-roles print, a state of Terraform, or what terraform show -json prints. A file, or a folder whose *.json and *.tfstate files are taken.",
    };

    public Option<string?> RealmExport { get; } = new("--realm-export") { Description = "The realm as it is: an export of Keycloak, or what tokenbridge-service doctor --realm --save FILE wrote of a running one." };

    public Option<string> Audience { get; } = new("--audience") { Description = "Of the service, in aud of Keycloak's tokens.", DefaultValueFactory = _ => "tokenbridge" };

    public Option<string> Format { get; } = new("--format") { Description = "table for people, json for programs.", DefaultValueFactory = _ => Table };

    public void AddTo(Command command)
    {
        command.Add(Rules);
        foreach (var option in new Option[] { Settings, ServiceRole, Values, Account, Roles, RealmExport, Audience, Format })
        {
            command.Add(option);
        }
    }
}
