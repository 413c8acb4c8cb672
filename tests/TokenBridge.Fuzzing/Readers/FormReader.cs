using System.Text;
using Microsoft.AspNetCore.Http;
using TokenBridge.Host.Endpoints.Forms;

namespace TokenBridge.Fuzzing.Readers;

/// <summary>The body of a POST becomes parameters that mean the same when they are written again, or a fault.</summary>
internal static class FormReader
{
    public const string Words = """
        & = %00 %C3%A9 %c3 %FF %ED%A0%80 %2 % + %26 %3D grant_type= subject_token= audience= resource= Action=AssumeRoleWithWebIdentity Version=2011-06-15 RoleArn= WebIdentityToken= DurationSeconds=900 && == é
        """;

    public static void Read(byte[] input)
    {
        var (form, fault) = Parse(input);
        if (fault is not null)
        {
            BrokenPropertyException.ThrowUnless(fault.Length > 0 && !form.Names.Any(), "a refused body has no parameters, and a sentence says why");
            return;
        }

        var pairs = form.Names.SelectMany(name => form.All(name).Select(value => (Name: name, Value: value))).ToList();
        BrokenPropertyException.ThrowUnless(pairs.Count <= 100, "a body has at most 100 parameters");
        BrokenPropertyException.ThrowUnless(pairs.TrueForAll(pair => !pair.Name.Contains('\0') && !pair.Value.Contains('\0')), "no parameter holds NUL");

        // Escapes are three times as long as what they stand for, so that a long body may be too long when it is written again.
        var written = Encoding.ASCII.GetBytes(string.Join('&', pairs.Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}")));
        var (again, second) = Parse(written);
        BrokenPropertyException.ThrowUnless(written.Length > 64 * 1024 || second is null, "what was read can be written and read again");
        if (second is null)
        {
            BrokenPropertyException.ThrowUnless(
                pairs.SequenceEqual(again.Names.SelectMany(name => again.All(name).Select(value => (name, value)))), "parameters mean the same when they are written again");
        }
    }

    private static (FormBody Form, string? Fault) Parse(byte[] body)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = "application/x-www-form-urlencoded";
        context.Request.Body = new MemoryStream(body);
        var reading = FormBody.ReadAsync(context.Request);
        return reading.IsCompleted ? reading.GetAwaiter().GetResult() : throw new BrokenPropertyException("a body in memory is read at once");
    }
}
