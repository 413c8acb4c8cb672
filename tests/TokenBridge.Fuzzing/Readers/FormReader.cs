using System.Text;
using Microsoft.AspNetCore.Http;
using TokenBridge.Host.Endpoints.Forms;
using TokenBridge.Protocol;

namespace TokenBridge.Fuzzing.Readers;

/// <summary>The body of a POST becomes parameters that mean the same when they are written again, or a fault.</summary>
internal static class FormReader
{
    public const string Words = """
        & = %00 %C3%A9 %c3 %FF %ED%A0%80 %2 % + %26 %3D grant_type= subject_token= audience= resource= Action=AssumeRoleWithWebIdentity Version=2011-06-15 RoleArn= WebIdentityToken= DurationSeconds=900 && == é
        """;

    public static void Read(byte[] input)
    {
        if (!Parse(input).TryGet(out var form, out var fault))
        {
            BrokenPropertyException.ThrowUnless(fault.Text.Length > 0, "a sentence says why a body is refused");
            return;
        }

        var pairs = form.Names.SelectMany(name => form.All(name).Select(value => (Name: name, Value: value))).ToList();
        BrokenPropertyException.ThrowUnless(pairs.Count <= 100, "a body has at most 100 parameters");
        BrokenPropertyException.ThrowUnless(pairs.TrueForAll(pair => !pair.Name.Contains('\0') && !pair.Value.Contains('\0')), "no parameter holds NUL");

        // Escapes are three times as long as what they stand for, so that a long body may be too long when it is written again.
        var written = Encoding.ASCII.GetBytes(string.Join('&', pairs.Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}")));
        var isReadAgain = Parse(written).TryGet(out var again, out _);
        BrokenPropertyException.ThrowUnless(written.Length > 64 * 1024 || isReadAgain, "what was read can be written and read again");
        if (again is not null)
        {
            BrokenPropertyException.ThrowUnless(
                pairs.SequenceEqual(again.Names.SelectMany(name => again.All(name).Select(value => (name, value)))), "parameters mean the same when they are written again");
        }
    }

    private static Result<FormBody, FormFault> Parse(byte[] body)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = "application/x-www-form-urlencoded";
        context.Request.Body = new MemoryStream(body);
        var reading = FormBody.ReadAsync(context.Request);
        return reading.IsCompleted ? reading.GetAwaiter().GetResult() : throw new BrokenPropertyException("a body in memory is read at once");
    }
}
