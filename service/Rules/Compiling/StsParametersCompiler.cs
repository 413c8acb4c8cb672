using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Compiling;

/// <summary><c>strategy</c> and <c>region</c> of one grant: how STS is called for it.</summary>
internal sealed class StsParametersCompiler(RuleSetContext context, FaultList faults)
{
    private const int MaxRegionLength = 32;

    public (SessionStrategy? Strategy, string? Region) Compile(GrantDocument grant)
    {
        var strategy = grant.Strategy is { } text ? CompileStrategy(text) : null;
        if (grant.ExternalId is { } externalId && (strategy ?? context.DefaultStrategy) != SessionStrategy.AssumeRole)
        {
            faults.Add(externalId.At, FaultCode.ExternalId, $"external_id goes with AssumeRole only, and this grant uses {strategy ?? context.DefaultStrategy}; take it out, or write strategy: AssumeRole");
        }

        return (strategy, grant.Region is { } region ? CompileRegion(region) : null);
    }

    private SessionStrategy? CompileStrategy(Written text)
    {
        var names = Enum.GetNames<SessionStrategy>();
        if (!names.Contains(text.Text))
        {
            faults.Add(text.At, FaultCode.Strategy, $"strategy {SafeText.Quote(text.Text)} is not known{DidYouMean.Suggest(text.Text, names, $"write one of {string.Join(", ", names)}")}");
            return null;
        }

        var strategy = Enum.Parse<SessionStrategy>(text.Text);
        if (!context.Strategies.Contains(strategy))
        {
            faults.Add(text.At, FaultCode.Strategy, $"strategy {text.Text} is not configured{(strategy == SessionStrategy.WebIdentity ? ": it needs TokenBridge:WebIdentity:Issuer and :SigningKeyPath" : "")}; configured: {string.Join(", ", context.Strategies)}");
        }

        return strategy;
    }

    private string? CompileRegion(Written text)
    {
        var region = text.Text;
        var parts = region.Split('-');
        if (region.Length <= MaxRegionLength && parts.Length >= 3 && parts[^1].Length is 1 or 2 && parts[^1].All(char.IsAsciiDigit)
            && Array.TrueForAll(parts, part => part.Length > 0 && part.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))))
        {
            return region;
        }

        faults.Add(text.At, FaultCode.Region, $"region {SafeText.Quote(region)} is no AWS region; write it like eu-central-1");
        return null;
    }
}
