namespace TokenBridge.Rules.Reading.Schema;

/// <summary>
/// What a pattern can say of the texts of a rules file, for editors: in the regular expressions that ECMAScript, Python and .NET read alike, so without
/// <c>\p</c> and look-behind. Each lets every good text through; what one cannot tell, the compiler does.
/// </summary>
internal static class SchemaPattern
{
    private const string NameText = "[A-Za-z_][A-Za-z0-9_-]{0,63}";
    private const string Capture = @"\{" + NameText + @"(?::digits)?\}";
    private const string Arn = "[A-Za-z0-9_+=,.@-]";
    private const string Placeholder = @"\{" + NameText + @"(?:\?|=[^}]*)?\}";
    private const string NamePlaceholder = @"\{" + NameText + @"(?:\?|=" + Arn + @"*)?\}";
    private const string Partition = "(?:aws(?:-[a-z0-9-]{1,28})?|[a-z0-9-]*(?:" + NamePlaceholder + "[a-z0-9-]*)+)";
    private const string Account = "(?:[0-9]{12}|[0-9]{0,11}(?:" + NamePlaceholder + "[0-9]{0,11})+)?";
    private const string PathEnd = "(?!.*//)(?!.*/$)";
    private const string PathText = "(?:[A-Za-z0-9_+=,.@/-]|" + NamePlaceholder + ")+";

    /// <summary>What AWS takes in tags, as far as ASCII goes.</summary>
    private const string TagCharacter = @"[^\x00-\x1f!""#$%&'()*,;<>?\[\\\]^`{|}~\x7f]";

    private const string SegmentCharacter = @"(?:[^/*{}]|\{\{|\}\})";

    /// <summary>No two captures touch.</summary>
    private const string Segment =
        @"(?:\*|(?=[^/])" + SegmentCharacter + "*(?:" + Capture + "(?:" + SegmentCharacter + "+" + Capture + ")*" + SegmentCharacter + "*)?)";
    private const string Octet = "(?:[0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private const string FourOctets = "(?:" + Octet + @"\.){3}" + Octet;
    private const string SixteenBytes = "(?=.*:.*:)[0-9A-Fa-f:]+(?:" + FourOctets + ")?";
    private const string Units = "(?:[0-9]{1,5}h)?(?:[0-9]{1,5}m)?(?:[0-9]{1,5}s)?$";

    public const string Name = "^" + NameText + "$";

    /// <summary>Names that are built in cannot be declared.</summary>
    public const string DeclaredName = "^(?!(?:sub|issuer|client|acr|sid)$)" + NameText + "$";

    public const string Id = "^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$";

    public const string Pointer = "^/(?:[^~]|~[01])*$";

    /// <summary>One line with something to read in it.</summary>
    public const string Line = @"^[^\r\n\t]*[^\s][^\r\n\t]*\s*$";

    public const string Sentence = @"[^\s]";

    public const string Template = @"^(?:[^{}]|\{\{|\}\}|" + Placeholder + ")*$";

    /// <summary>15m to 12h; sums over several units are left to the compiler.</summary>
    public const string Duration =
        "^(?=.)(?!0*(?:1[3-9]|[2-9][0-9]|[1-9][0-9]{2,})h)(?!0*12h.*[1-9])(?!0*(?:[0-9]|1[0-4])m(?:0*[0-5]?[0-9]s)?$)"
        + "(?!0*(?:72[1-9]|7[3-9][0-9]|[89][0-9]{2}|[1-9][0-9]{3,})m)(?!0*[1-8]?[0-9]{1,2}s$)" + Units;

    public const string Age = "^(?=.*[1-9])" + Units;

    public const string Time = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.][0-9]{1,7})?(?:Z|[+-][0-9]{2}:[0-9]{2})$";

    public const string Role = "^" + PathEnd + "arn:" + Partition + ":iam::" + Account + ":role/" + PathText + "$";

    public const string PolicyArn = "^" + PathEnd + "arn:" + Partition + ":iam::(?:aws|" + Account + "):policy/" + PathText + "$";

    /// <summary>A role ARN, or how one begins and a star.</summary>
    public const string RoleGlob =
        "^(?:arn:aws(?:-[a-z0-9-]{1,28})?:iam::(?:[0-9]{12})?:role/[A-Za-z0-9_+=,.@/-]+"
        + "|(?:|a|ar|arn|arn:a?|arn:aw|arn:aws[a-z0-9-]*|arn:aws[a-z0-9-]*:(?:i|ia|iam|iam:)?|arn:aws[a-z0-9-]*:iam::[0-9]{0,12}"
        + @"|arn:aws[a-z0-9-]*:iam::(?:[0-9]{12})?:(?:r|ro|rol|role|role/[A-Za-z0-9_+=,.@/-]*)?)\*[A-Za-z0-9_+=,.@:/*-]*)$";

    public const string Group = "^(?:/" + Segment + ")*/(?:" + Segment + @"|\*\*)$";

    public const string RealmRole = "^(?:" + Segment + "/)*(?:" + Segment + @"|\*\*)$";

    public const string ClientRole = "^(?:" + Segment + "/)+(?:" + Segment + @"|\*\*)$";

    /// <summary>One name.</summary>
    public const string Organization = "^" + Segment + "$";

    /// <summary>A client's id is written out.</summary>
    public const string Client = "^[^*{}]+$";

    public const string Address = "^(?:" + FourOctets + "|" + SixteenBytes + ")$";

    public const string Network =
        "^(?:" + FourOctets + "(?:/(?:[0-9]|[12][0-9]|3[0-2]))?|" + SixteenBytes + "(?:/(?:[0-9]|[1-9][0-9]|1[01][0-9]|12[0-8]))?)$";

    /// <summary>Printable ASCII without blanks, quotes and backslashes.</summary>
    public const string Acr = @"^[!#-\[\]-~]{1,128}$";

    public const string SessionName = "^(?:" + Arn + "|" + Placeholder + ")+$";

    public const string ExternalId = "^(?:[A-Za-z0-9_+=,.@:/-]|" + Placeholder + ")+$";

    public const string Region = "^(?=.{1,32}$)[a-z0-9]+(?:-[a-z0-9]+)+-[0-9]{1,2}$";

    public const string TagKey = "^(?![aA][wW][sS]:)" + TagCharacter + "{1,128}$";

    public const string TagValue = "^(?:" + TagCharacter + @"|\{" + NameText + @"(?:\?|=" + TagCharacter + @"*)?\})*$";

    public const string Separator = "^" + TagCharacter + "{1,8}$";

    /// <summary>Where it is no YAML number.</summary>
    public const string Number = "^[+-]?(?=.*[0-9])[0-9]*[.]?[0-9]*$";

    public const string WholeNumber = "^[+-]?[0-9]{1,7}$";
}
