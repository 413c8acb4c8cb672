using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace TokenBridge.Protocol.Sts;

/// <summary>Answers of the STS query protocol, version 2011-06-15; well-formed whatever a text holds.</summary>
internal static class QueryXml
{
    private static readonly XNamespace Sts = "https://sts.amazonaws.com/doc/2011-06-15/";

    /// <param name="action">Names the two wrappers: <c>{action}Response</c> and <c>{action}Result</c>.</param>
    /// <param name="requestId">Goes into the metadata.</param>
    /// <param name="result">The members of the result; null ones are left out.</param>
    public static string Result(string action, string requestId, params IEnumerable<XElement?> result) =>
        new XElement(
            Sts + $"{action}Response",
            new XElement(Sts + $"{action}Result", result),
            new XElement(Sts + "ResponseMetadata", Element("RequestId", requestId))).ToString();

    public static string Error(QueryFault fault, string requestId) =>
        new XElement(
            Sts + "ErrorResponse",
            new XElement(
                Sts + "Error",
                Element("Type", fault.Status < 500 ? "Sender" : "Receiver"),
                Element("Code", fault.Code),
                Element("Message", fault.Message)),
            Element("RequestId", requestId)).ToString();

    public static XElement Element(string name, params IEnumerable<object?> content) =>
        new(Sts + name, content.Select(part => part is string text ? Writable(text) : part));

    /// <returns>Null for a null value: the element is then left out.</returns>
    public static XElement? Optional(string name, string? value) => value is null ? null : Element(name, value);

    /// <summary>XML 1.0 has no place for most control characters and none for half a surrogate pair, escaped or not.</summary>
    private static string Writable(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
