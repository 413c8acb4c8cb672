namespace TokenBridge.Rules.Reading.Faults;

/// <summary>The stable codes of <see cref="RuleFault"/>; never give one a new meaning.</summary>
internal static class FaultCode
{
    /// <summary>A file that is missing, unreadable, empty or too large.</summary>
    public const string Unreadable = "TB100";

    /// <summary>The text is not YAML.</summary>
    public const string Syntax = "TB101";

    /// <summary>A control, direction-changing or otherwise invisible character.</summary>
    public const string Character = "TB102";

    /// <summary>Anchors, aliases, YAML tags, several documents, keys that are no text.</summary>
    public const string YamlFeature = "TB103";
    public const string DuplicateKey = "TB104";
    public const string UnknownKey = "TB105";

    /// <summary>In the language, but not built in this version.</summary>
    public const string NotBuilt = "TB106";

    /// <summary>A list where one value is wanted, and the like.</summary>
    public const string WrongKind = "TB107";
    public const string MissingKey = "TB108";
    public const string Version = "TB109";

    /// <summary>More or longer than the language allows.</summary>
    public const string TooLarge = "TB110";
    public const string RuleId = "TB111";
    public const string Issuer = "TB112";

    /// <summary>A declaration under <c>claims</c>.</summary>
    public const string Claim = "TB113";
    public const string GroupPattern = "TB114";

    /// <summary>Patterns of one list that do not capture the same names, or a capture with a reserved name.</summary>
    public const string Capture = "TB115";
    public const string Template = "TB116";

    /// <summary>A name that is neither a capture of the rule nor a claim.</summary>
    public const string UnknownName = "TB117";
    public const string RoleArn = "TB118";
    public const string Duration = "TB119";

    /// <summary>Session name or source identity.</summary>
    public const string SessionName = "TB120";
    public const string Tag = "TB121";
    public const string TransitiveTag = "TB122";
    public const string DenyPattern = "TB123";

    /// <summary>Both or neither of grant and deny.</summary>
    public const string Effect = "TB124";
    public const string Priority = "TB125";

    /// <summary>A <c>when</c> that is missing, empty or says nothing.</summary>
    public const string When = "TB126";

    /// <summary>A realm or client role pattern.</summary>
    public const string RolePattern = "TB127";

    /// <summary>The value of an operator on a claim.</summary>
    public const string ClaimTest = "TB128";

    /// <summary>A range of addresses.</summary>
    public const string Network = "TB129";

    /// <summary>An inline policy or a policy ARN.</summary>
    public const string Policy = "TB130";
    public const string ExternalId = "TB131";
    public const string Region = "TB132";

    /// <summary>A strategy that is unknown or that the configuration cannot do.</summary>
    public const string Strategy = "TB133";

    /// <summary>What <c>require</c> asks for.</summary>
    public const string Require = "TB134";

    /// <summary>Something under <c>tests</c>.</summary>
    public const string Test = "TB135";

    /// <summary>An allowance under <c>lint</c>.</summary>
    public const string Lint = "TB136";

    /// <summary>A test in the file does not pass.</summary>
    public const string FailedTest = "TB137";

    /// <summary>An organization pattern.</summary>
    public const string OrganizationPattern = "TB138";
}
