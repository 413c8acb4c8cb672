using System.CommandLine;
using TokenBridge.Cli;
using TokenBridge.Host.Commands;
using TokenBridge.Protocol.Terminal;

namespace TokenBridge.Programs.Tests;

public sealed class OtherProgramTests
{
    public static TheoryData<string> VerbsOfService => [.. ProgramVerbs.OfService];

    public static TheoryData<string> VerbsOfCommand => [.. ProgramVerbs.OfCommand];

    [Theory]
    [MemberData(nameof(VerbsOfService))]
    public async Task The_command_names_the_service_for_a_verb_that_it_does_not_have(string verb)
    {
        using var error = new StringWriter();

        var exit = await TokenBridgeCommand.RunAsync([verb, "--help"], new InvocationConfiguration { Output = TextWriter.Null, Error = error });

        exit.ShouldBe(ExitCode.Usage);
        error.ToString().Trim().ShouldBe($"tokenbridge: '{verb}' is a verb of tokenbridge-service; run: tokenbridge-service {verb}");
    }

    [Theory]
    [MemberData(nameof(VerbsOfCommand))]
    public async Task The_service_names_the_command_for_a_verb_that_it_does_not_have(string verb)
    {
        using var error = new StringWriter();

        var exit = await ServiceCommand.RunAsync([verb, "--help"], new InvocationConfiguration { Output = TextWriter.Null, Error = error });

        exit.ShouldBe(ExitCode.Usage);
        error.ToString().Trim().ShouldBe($"tokenbridge: '{verb}' is a verb of tokenbridge; run: tokenbridge {verb}");
    }

    /// <summary>A list that lags behind would send people to a program that does not know the verb either.</summary>
    [Theory]
    [MemberData(nameof(VerbsOfService))]
    public async Task The_service_has_each_verb_that_the_command_sends_people_to_it_for(string verb) =>
        (await ServiceCommand.RunAsync([verb, "--help"], new InvocationConfiguration { Output = TextWriter.Null, Error = TextWriter.Null })).ShouldBe(ExitCode.Done);

    [Theory]
    [MemberData(nameof(VerbsOfCommand))]
    public async Task The_command_has_each_verb_that_the_service_sends_people_to_it_for(string verb) =>
        (await TokenBridgeCommand.RunAsync([verb, "--help"], new InvocationConfiguration { Output = TextWriter.Null, Error = TextWriter.Null })).ShouldBe(ExitCode.Done);
}
